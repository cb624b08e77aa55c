/** Characters of names that look alike: a hand that writes, a finger that picks and a scan mix them up. */
const ALIKE = `
宫官宦 已己巳 末未朱 土士 王玉主 日曰 田由甲申电 天夭夫 千干于 人入八 大太犬 木本术 刀力 戊戌戍成 辛幸 候侯
杨扬汤 祁祈 贾贲 陈阵 孟盂 季李 崔催 晴睛 梅海 刘浏 赵起 余佘 毛手 冷泠 汪注 郭敦 洪拱 茂荗 蓝篮 凤风夙 明朋
林材 桂柱 栓拴 喜善 庆床 广厂 云去 元无 万方 文又 卜下 卞卡 尹伊 史吏 白百 石右 龙尤 巨臣 宋宗 平乎 正止 永水
丰羊 全金 会仝 令今 代伐 仲伸 任仁 伟纬 芳芬 英芙 苗茁 荣荥 莲连 萍苹 兴共 兵乒 徐除 胜脉 俊骏峻 浩诰 淑椒
丽俪 秀秃 珍诊 玲铃岭 琴瑟 强弘 建健 国围 军车 民氏 佳住 晓烧 燕蒸 红江 艳绝 敏敖 静净 娟捐 霞露 斌武 鹏朋
涛祷 超起 勇男 刚钢 辉挥 峰锋蜂 波坡 彬杉 鑫金 亮高 忠患 义叉 仓仑 生主 贵责 财材 宝室 福富幅 禄绿 寿涛
有右 德得 长张 春舂 夏复 冬各 东乐 西酉 南男 北比 根银 树村 森林 柏伯 松讼 竹什 石后 河何 山出 川州 海悔 江汪
巴巳 图固 乌鸟 哈啥 那邦 苏办 其具 特持 格恪 日旦 布市 尔你 斯期 敖傲 额客 吉古 嘎喀 查杳 木术 阿啊 楞愣
朱未 罗岁 郑邓 谢射 韩翰 唐康 冯马 董薰 肖尚 程呈 曹遭 袁衰 许讦 傅博 沈沉 曾会 彭澎 吕宫
卢户 蒋将 蔡祭 丁于 魏巍 薛薜 叶吁 阎闫 潘藩 杜社 戴载 夏厦 钟种 田因 姜美 范苑 方万 姚桃 谭潭 廖寥 邹皱 熊能
金全 陆陡 郝赫 孔扎 白自 崔摧 康唐 邱丘 秦泰 顾颂 侯候 邵召 龙尢 雷需 钱线 常尝 武式 乔桥 贺驾 赖懒 龚龏
邢刑 樊攀 兰芝 施拖 陶掏 翟瞿 安宴 颜额 倪悦 严产 牛午 芦芹 俞愈 章童 鲁鱼 葛曷 韦书 申中 毕华 聂耳 焦蕉
向句 柳卯 骆洛 齐斋 梁粱 习刁 冀翼 单草 隋随 管营 桑操 乜也 仇仉 佟终 母毋 逯录 卓阜 栗粟 裴斐
`;

const alike = new Map<string, Set<string>>();
for (const group of ALIKE.trim().split(/\s+/)) {
  for (const char of group) {
    const others = alike.get(char) ?? new Set<string>();
    for (const other of group) if (other !== char) others.add(other);
    alike.set(char, others);
  }
}

/** Every name in which one character is replaced by one that looks like it. shapeVariants('官建') has 宫建 */
export function shapeVariants(nameKey: string): string[] {
  const chars = [...nameKey];
  return chars.flatMap((char, at) =>
    [...(alike.get(char) ?? [])].map((other) => chars.with(at, other).join('')),
  );
}
