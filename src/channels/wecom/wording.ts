/** Said on a pressed button. */
export function chosen(label: string): string {
  return `已选：${label}`;
}

/** Below a text whose words to press found no room on a card. */
export function answerWith(options: readonly string[]): string {
  return `回复：${options.join(' / ')}`;
}

export const MENU_HELLO = '你好';

export const CHECK_OK = '企业微信应用能登录，接口通。';

export function missingSettings(names: readonly string[]): string {
  return `企业微信的设置没写全，缺：${names.join('、')}。在企业微信管理后台“应用管理”里打开自建应用，照着填。`;
}

/** What the operator has to do about an answer of the platform. */
export function refused(code: number, ip: string | null): string {
  const what = ADVICE[code];
  if (code === 60_020) {
    const address = ip === null ? '服务器的出口 IP' : `这台服务器的出口 IP ${ip}`;
    return `企业微信不让这个 IP 用接口（60020）。请在管理后台应用详情的“企业可信IP”里加上${address}；加之前要先设好可信域名，或者接收消息的网址。`;
  }
  return `企业微信不接受（错误码 ${code}）。${what ?? '请照错误码在企业微信开发者中心查原因。'}`;
}

const ADVICE: Readonly<Record<number, string>> = {
  40001: 'WECOM_SECRET 不对，请在应用详情里重新复制 Secret。',
  40013: 'WECOM_CORP_ID 不对，请在“我的企业”最下面复制企业ID。',
  40014: '登录凭证失效，重新取了也不行，请核对 WECOM_SECRET。',
  40056: 'WECOM_AGENT_ID 不对，请在应用详情里看 AgentId。',
  40091: 'WECOM_SECRET 是别的企业的，请重新复制。',
  42001: '登录凭证过期，重新取了也不行，请核对服务器的时间。',
  45009: '接口用得太多，过一阵自己会好。',
  48002: '这个应用没有发消息的权限，请在管理后台查应用的权限。',
  301002: '这个应用没有权限，请核对 WECOM_AGENT_ID 和 WECOM_SECRET 是不是同一个应用的。',
};

export const NOT_REACHED = '连不上企业微信的接口，请检查服务器能不能上外网，WECOM_API_ROOT 写得对不对。';

export function brokenAnswer(status: number): string {
  return `企业微信的接口回了 HTTP ${status}，多半是对方或者中间的代理出了问题，过几分钟再试。`;
}

export const ROBOT_OK = '群机器人设置好了（没有试发，试发会打扰群里的人）。';
export const ROBOT_NONE = '没有设置群机器人：WECOM_ROBOTS 写“名字=key”，key 在机器人的 webhook 网址里。';
