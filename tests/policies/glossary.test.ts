import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/language/language.ts';
import { assembleKnowledge, readKnowledge } from '../../src/policies/policies.ts';

const raw = readKnowledge('.');
const knowledge = assembleKnowledge(raw);
const { rewrite } = knowledge.glossary;
const entries = raw.glossary.flatMap((file) =>
  file.value.词.map((entry) => ({ file: file.value.编号, ...entry })),
);

describe('the glossary as data', () => {
  it('reads without mistakes', () => {
    expect(raw.problems.filter((problem) => problem.file.includes('glossary'))).toEqual([]);
    expect(entries.length).toBeGreaterThan(200);
  });

  it('calls each file by its own name', () => {
    expect(raw.glossary.filter((file) => file.value.编号 !== file.file.name)).toEqual([]);
  });

  it('lists no variant twice', () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const { 标准, 说法 } of entries) {
      for (const variant of 说法) {
        const earlier = seen.get(variant);
        if (earlier !== undefined) twice.push(`${variant}: ${earlier}, ${标准}`);
        seen.set(variant, 标准);
      }
    }
    expect(twice).toEqual([]);
  });

  it('lists no standard word twice and none as a variant of another', () => {
    const standards = entries.map((entry) => entry.标准);
    const variants = new Set(entries.flatMap((entry) => entry.说法));
    expect(standards.filter((word, index) => standards.indexOf(word) !== index)).toEqual([]);
    expect(standards.filter((word) => variants.has(word))).toEqual([]);
  });

  it('has every variant and standard in the spelling that rewriting meets', () => {
    const words = entries.flatMap((entry) => [entry.标准, ...entry.说法]);
    expect(words.filter((word) => normalise(word) !== word)).toEqual([]);
  });
});

describe('rewriting', () => {
  it('turns each variant into its standard word', () => {
    const wrong = entries.flatMap(({ 标准, 说法 }) => 说法.filter((variant) => rewrite(variant) !== 标准));
    expect(wrong).toEqual([]);
  });

  it('is idempotent for all words of the glossary and all phrases of the knowledge base', () => {
    const texts = [
      ...entries.flatMap((entry) => [entry.标准, ...entry.说法]),
      ...knowledge.policies.flatMap((policy) => [policy.name, ...policy.aliases, ...policy.phrases]),
    ].map(normalise);
    expect(texts.length).toBeGreaterThan(1000);
    const unstable = texts.filter((text) => rewrite(rewrite(text)) !== rewrite(text));
    expect(unstable).toEqual([]);
  });

  it('leaves the names of places alone', () => {
    const names: string[] = [];
    const walk = (place: { 名称: string; 下级?: unknown }): void => {
      names.push(place.名称);
      for (const below of (place.下级 ?? []) as { 名称: string }[]) walk(below);
    };
    for (const region of raw.regions) walk(region.value);
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => rewrite(name) !== name)).toEqual([]);
  });

  it.each([
    // Western Inner Mongolia and Shanxi.
    ['这是甚政策', '这是什么政策'],
    ['俺村甚会儿通班车', '我们村什么时候通班车'],
    ['贷款拿来做甚了', '贷款拿来做什么了'],
    ['娃娃念书给补不', '孩子上学给补不'],
    ['拦羊的老汉拢共几口人', '放羊的老人总共几口人'],
    ['羊圐圙里有五十只肉羊', '羊圈里有五十只羊'],
    ['咱嘎查没营生', '我们嘎查没活'],
    ['俺婆姨恓惶得很', '我妻子困难得很'],
    ['天天圪蹴在山圪梁上', '天天蹲在山梁上'],
    ['危房改造该寻苏木还是寻村里', '危房改造该找苏木还是找村里'],
    // North-eastern.
    ['低保咋整', '低保怎么办'],
    ['嘎哈用的', '干什么用的'],
    ['俺们屯子有老鼻子贫困户', '我们村有很多贫困户'],
    ['俺寻思问问啥前儿发', '我想问问什么时候发'],
    ['俺们这疙瘩喝水不得劲', '我们这里饮水不舒服'],
    ['孩子搁家谁管', '孩子在家谁管'],
    // Gannan and the south-west.
    ['油茶一亩补助几多', '油茶一亩补助多少'],
    ['有冇几多钱补', '有没有多少钱补'],
    ['我屋里冇得钱', '我家没有钱'],
    ['崽女几时开学晓不得', '子女什么时候开学不知道'],
    ['这是做么子用的', '这是做什么用的'],
    ['我崽要开刀', '我孩子要手术'],
    // The northern plain.
    ['恁给俺说说中不中', '你给我说说行不行'],
    ['俺娘俩闺女都有慢病', '我母亲两个女儿都有慢性病'],
    ['大夫说啥时候能报账', '医生说什么时候能报销'],
    // Voice typing.
    ['低宝和医宝报消多少', '低保和医保报销多少'],
    ['残急人补帖', '残疾人补贴'],
    ['扶品贷宽贴西不', '扶贫贷款贴息不'],
    ['威房搬千', '危房搬迁'],
    ['吃地保的底保户', '吃低保的低保户'],
    ['建挡立卡户能办小额代款不', '建档立卡户能办小额信贷不'],
    ['检测户和边缘户', '监测户和边缘易致贫户'],
    ['太阳能板发电', '光伏发电'],
    ['职高和技校学杂废', '中职和中职学校学杂费'],
    // Words that contain a variant and stay whole.
    ['甚至还有甚至更多', '甚至还有甚至更多'],
    ['按甚补，是甚至的规定还是甚好处', '按什么补,是甚至的规定还是什么好处'],
    ['整村推进怎么调整完整', '整村推进怎么调整完整'],
    ['资金咋整合环境咋整治', '资金怎么整合环境怎么整治'],
    ['兜底保障和耕地保护', '兜底保障和耕地保护'],
    ['母猪下了猪崽和羊崽', '母猪下了猪崽和羊羔'],
    ['奶牛幼儿园初中高中住院', '奶牛幼儿园初中高中住院'],
    ['帮扶平台帮扶品牌', '帮扶平台帮扶品牌'],
    ['就助学贷款问一句', '就助学贷款问一句'],
    ['贫困村长效机制', '贫困村长效机制'],
    ['妇女儿童', '妇女儿童'],
    ['这么多钱那么个办法', '这么多钱那么个办法'],
    ['系统共享', '系统共享'],
    ['搬迁后生计', '搬迁后生计'],
    ['其中不算城市低保', '其中不算城市低保'],
    ['农村子女', '农村子女'],
    ['国营生产和查干哈达', '国营生产和查干哈达'],
    ['两个念书的娃娃', '两个学生'],
  ])('%s → %s', (said, standard) => {
    expect(rewrite(normalise(said))).toBe(standard);
  });
});
