/** What people call the channels, most usual first. A name stands for those of its channels on which the person is. */
const WORDS: readonly { word: RegExp; channels: readonly string[] }[] = [
  { word: /^(?:企业微信|企微|微信工作版)$/, channels: ['wecom'] },
  { word: /^(?:微信)?(?:公众号|服务号|订阅号)$/, channels: ['official-account'] },
  { word: /^(?:个人)?(?:微信号?|wechat)$/i, channels: ['wechaty', 'official-account'] },
  { word: /^(?:电报|纸飞机|telegram|tg)$/i, channels: ['telegram'] },
  { word: /^(?:网页|网站|网上|浏览器)$/, channels: ['web'] },
];

const NAMES: Readonly<Record<string, string>> = {
  web: '网页',
  terminal: '终端',
  telegram: '电报（Telegram）',
  wechaty: '微信',
  'official-account': '微信公众号',
  wecom: '企业微信',
  'wecom-robot': '企业微信群机器人',
};

/** The channels that a person means by a word of his; null for a word that is no channel's. */
export function channelsMeant(word: string): readonly string[] | null {
  return WORDS.find((one) => one.word.test(word))?.channels ?? null;
}

export function channelName(channel: string): string {
  return NAMES[channel] ?? channel;
}
