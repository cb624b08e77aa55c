/** The menu behind the “/” of the chat: the command, what the person sees, and the words that it stands for. */
export const COMMANDS: readonly { command: string; description: string; says: string }[] = [
  { command: 'start', description: '开始', says: '你好' },
  { command: 'help', description: '我能做什么', says: '帮助' },
  { command: 'again', description: '再说一遍', says: '再说一遍' },
  { command: 'slow', description: '慢点说', says: '慢点说' },
  { command: 'me', description: '我的信息', says: '我的信息' },
  { command: 'bind', description: '绑定身份', says: '绑定' },
  { command: 'human', description: '找人工', says: '转人工' },
];

export const WRONG_TOKEN =
  '电报（Telegram）不认 TELEGRAM_TOKEN 里的令牌：请在电报里向 @BotFather 发 /token 重新要一个，写进设置再启动。';

export function unreachable(host: string, code: string): string {
  return `连不上电报（${host}，${code}）：请检查网络；在国内要把 TELEGRAM_PROXY 设成能出去的代理，或者把 TELEGRAM_API_ROOT 设成自己的中转地址。`;
}

export function refused(reason: string): string {
  return `电报那边答复有错（${reason}），过一会儿再试；一直这样就看日志。`;
}

export const HOOK_ELSEWHERE =
  '这个机器人在电报那边登记了别的回调地址，消息到不了这里：重新启动服务就会改回来；改不回来，就是另有程序在用同一个令牌，请停掉它。';

export function hookFailing(message: string): string {
  return `电报把消息送到 TELEGRAM_WEBHOOK_URL 时出错（${message}）：请检查这个地址从外面能不能打开，证书是不是有效。`;
}

export function wellPolling(name: string): string {
  return `电报机器人 @${name} 登录正常，自己去取消息。`;
}

export function wellHooked(name: string, waiting: number): string {
  return `电报机器人 @${name} 登录正常，由电报把消息送来，还有 ${waiting} 条没送到。`;
}

/** With the platform's “privacy mode” on, a bot in a group gets what addresses it, and nothing else to keep. */
export const READS_GROUPS =
  '但是群里没有叫它的话它也收得到：请在电报里向 @BotFather 发 /setprivacy，选 Enable，再把它移出群重新拉进来。';
