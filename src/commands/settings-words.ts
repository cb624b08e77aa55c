/** What each setting is, for the operator: stands in .env.example, and where one of a channel's settings is missing. */
export const SETTING_WORDS = {
  DATABASE_URL: '消息存在哪里：一个 SQLite 文件，或者一个 PostgreSQL 数据库。',
  HOST: '在哪个地址上开门：127.0.0.1 只有本机能进，0.0.0.0 全网能进。',
  PORT: '网页聊天的端口；写 0 就随便找一个空的。',
  REGION:
    '网页聊天给哪个地方的群众用：写完整的路径，或者不重名的地名（杭锦），和 policy-kb/regions 里的一样。',
  SECRET: '给访客的 cookie 签名，至少 32 个字符，不能外传。不写就自动造一个，存在 data/secret。',
  DATA_KEY:
    '给电话、图片和文件加密，给审计记录封口，64 位十六进制数；要另外留一份，丢了就解不开。不写就自动造一个，存在 data/data-key。',
  PUBLIC_URL: '前面有反向代理时，群众打开的网址。',
  TRUST_PROXY: '前面的反向代理是自己的、会写 X-Forwarded-For，才写 true（是、yes、1、on 也行）。',
  LOG_LEVEL: '日志记到哪一级。',
  METRICS_TOKEN:
    '监控程序取 /metrics、看 /readyz 细节用的口令，至少 16 个字符。不写就只有本机（前面没有反向代理时）能取。',
  WIDGET_SITES: '哪些网站可以把聊天嵌进自己的网页，只写到域名，几个用逗号隔开。不写就谁都不能嵌。',
  TELEGRAM_TOKEN: '电报机器人的令牌，在电报里向 @BotFather 要。不写就不开电报。',
  TELEGRAM_WEBHOOK_URL:
    '电报把消息送到哪个网址：外面能打开的 https 网址，后面加 /hooks/telegram。不写就自己去取消息，不需要公网网址。',
  TELEGRAM_API_ROOT: '电报接口的地址；连不上官方地址，又有自己的中转，才改。',
  TELEGRAM_PROXY: '去电报走的 HTTP 代理，例如 http://127.0.0.1:7890。',
  WECOM_CORP_ID: '企业ID（ww 开头），在企业微信管理后台“我的企业”最下面。不写就不开企业微信应用。',
  WECOM_AGENT_ID: '自建应用的 AgentId，在“应用管理”里打开那个应用就看得到。',
  WECOM_SECRET: '自建应用的 Secret，在同一页上，要用管理员的企业微信确认才看得到。',
  WECOM_TOKEN: '“接收消息”里的 Token；那里的网址（URL）写 PUBLIC_URL 后面加 /hooks/wecom。',
  WECOM_AES_KEY: '“接收消息”里的 EncodingAESKey，43 个字符。',
  WECOM_ACCOUNTS:
    '企业的账号上限。企业微信一天最多发“账号上限 × 200”人次，写了就不会发过头，多的第二天接着发。',
  WECOM_CARDS: 'true：短的选项用带按钮的卡片发。在微信里看企业微信消息的人看不到卡片，这样的人多就不要开。',
  WECOM_ROBOTS: '群机器人，写“名字=key”，几个用逗号隔开；key 在机器人的 webhook 网址里，不能外传。',
  WECOM_API_ROOT: '企业微信接口的地址；走自己的代理才改。',
  OFFICIAL_ACCOUNT_APP_ID: '公众号或者服务号的 AppID（wx 开头）。不写就不开公众号。',
  OFFICIAL_ACCOUNT_SECRET: '公众号的 AppSecret，在公众平台“开发接口管理”里，只显示一次。',
  OFFICIAL_ACCOUNT_TOKEN:
    '“服务器配置”里的 Token，自己定；那里的网址（URL）写 PUBLIC_URL 后面加 /hooks/official-account。',
  OFFICIAL_ACCOUNT_AES_KEY:
    '“服务器配置”里的 EncodingAESKey，43 个字符，那里要选安全模式。不写就是明文模式，别人可以冒充微信。',
  OFFICIAL_ACCOUNT_MENU: '聊天下面的菜单，最多三个词，用逗号隔开，例如 查补贴,我的信息,转人工。',
  OFFICIAL_ACCOUNT_NOTICE_TEMPLATE:
    '订阅通知的模板编号。群众同意过的提醒，过了 48 小时也能用它送到。要和下一项一起写。',
  OFFICIAL_ACCOUNT_NOTICE_FIELDS:
    '模板里的栏目，写“栏目=内容”，用逗号隔开；内容写正文、日期、时间，别的字照原样显示：thing1=正文,time2=时间,thing3=村口提醒。',
  OFFICIAL_ACCOUNT_NOTICE_LASTING:
    'true：模板是长期订阅（政务民生类可以申请），同意一次一直有效；不然同意一次只能发一条。',
  OFFICIAL_ACCOUNT_NOTICE_PAGE: '点开订阅通知看到的网页，例如网页聊天的网址。',
  OFFICIAL_ACCOUNT_API_ROOT: '微信接口的地址；走自己的代理才改。',
  WECHATY_PUPPET:
    '个人微信怎么连：service（买来的网关，凭令牌）、wechat4u（网页协议，账号有被限制的风险）、mock（不连微信，试着玩）。不写就不开个人微信。',
  WECHATY_TOKEN: '网关的令牌，照卖家给的写；只有 service 用。',
  WECHATY_ENDPOINT: '网关的“地址:端口”。不写就凭令牌到卖家那里查。',
  WECHATY_CA_CERT: '认网关证书用的 PEM 文件的路径。网关不在本机上就要写，不然认不出真假。',
  WECHATY_HOME: '个人微信的登录和通讯录放在哪个文件夹，从项目根目录算起。',
  WECHATY_ACCEPT_FRIENDS: 'true：有人加好友就慢慢地通过，再打个招呼。',
  WECHATY_FRIENDS_PER_DAY: '一天最多通过几个；加得多的号会被微信限制。',
  WECHATY_MARK_CONTACTS:
    'true：第一次来说话的人，在通讯录里给他写一个备注（村口-k3m9x2p7 这样的），重新登录以后还认得他。不写就由村口看着办。',
  WECHATY_MEMORY_MB: '个人微信那个进程最多占多少内存（MB），超过就重新开它。',
} as const;

/** Above a part of the settings in .env.example. */
export const EXAMPLE_HEAD = `# Settings of cunkou. Every one has a default: without this file \`npm start\` opens a web chat for the demo region.
# 村口的设置。每一项都有默认值，不写也能开门。要改哪一项，去掉那一行前面的 #。
#
# The program reads its environment and no file. To use a copy of this one / 用法：
#   cp .env.example .env && chmod 600 .env
#   node --env-file=.env --import tsx src/main.ts serve
# With systemd: EnvironmentFile=… (see README, “Deployment”).
# Then look whether all is well / 写好以后检查一遍：
#   node --env-file=.env --import tsx src/main.ts doctor
# Made by \`cunkou settings\`; a test compares the two.`;

/** A setting of a channel that was begun and is not there. `what`: the channel; `words`: what the setting is. */
export function notWritten(what: string, words: string): string {
  return `没有写，可是${what}的别的设置写了，这一项也要写才开得了。${words}`;
}
