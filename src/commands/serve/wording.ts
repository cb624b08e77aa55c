/** What the operator reads in the terminal, and from /readyz. */

export const DATABASE_BROKEN =
  '数据库写不进去：请看磁盘是不是满了，数据库服务是不是开着，运行 cunkou doctor 查原因。';
export const CLOCKWORK_STOPPED =
  '到期的事有十分钟没有查过了：请看日志里的错误，重新启动服务；还是这样就运行 cunkou doctor。';

export function stuck({
  replies,
  sendings,
  messages,
}: {
  replies: number;
  sendings: number;
  messages: number;
}): string {
  const parts = [
    ...(messages > 0 ? [`${messages} 条消息没人处理`] : []),
    ...(replies > 0 ? [`${replies} 条答复该发没发`] : []),
    ...(sendings > 0 ? [`${sendings} 条发到一半没有下文`] : []),
  ];
  return `${parts.join('，')}，都超过一刻钟了：请看日志，运行 cunkou outbox 看卡在哪里，再重新启动服务。`;
}

/** `channel`: as people call it. */
export function channelDown(channel: string, say: string): string {
  return `${channel}：${say}`;
}

export const NOT_STARTED_SEE_LOG = '没有开起来，原因在日志里。';

export function opened(url: string, region: string): string {
  return `村口已经开门：${url} （${region}；按 Ctrl+C 关门）`;
}

export function channelsOpen(names: readonly string[]): string {
  return `开着的渠道：${names.join('、')}。`;
}

/** What is left to be done by hand, once; null where nothing is. `base`: the address by which the platform finds us. */
export function nextStep(kind: string, base: string | null): string | null {
  if (kind !== 'wecom' && kind !== 'official-account') {
    return kind === 'wechaty' ? '下面会出一个码，请用村口的那个微信号扫。' : null;
  }
  const where =
    kind === 'wecom'
      ? '企业微信管理后台那个应用的“接收消息”，网址（URL）'
      : '微信公众平台“开发接口管理”的“服务器配置”，服务器地址（URL）';
  if (base === null)
    return `平台要从外面找到村口：请设好反向代理和 PUBLIC_URL，再在${where}写 PUBLIC_URL 后面加 /hooks/${kind}。`;
  return `在${where}写 ${base}/hooks/${kind}（写过就不用再写）。`;
}
