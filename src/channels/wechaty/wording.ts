import type { BotState } from './protocol.ts';

/** What the operator is told; nobody else reads a word of this channel's. */

export const SCAN_BELOW = '请用村口的那个微信号扫这个码登录（码过一阵会换，照最新的扫）：';
export const NEEDS_TOKEN =
  '微信（wechaty）用 service 要有 WECHATY_TOKEN：请把卖家给的令牌写进去；没有就不要写 WECHATY_PUPPET。';

export function noCertificate(path: string): string {
  return `WECHATY_CA_CERT 写的文件打不开：${path}。请检查路径；网关在同一台机器上就不写这一项。`;
}

const STANDING: Readonly<Record<BotState, string>> = {
  connecting: '微信正在连，过半分钟再看。',
  scan: '微信等人扫码登录：码在终端和后台页面上，请用村口的那个微信号扫。',
  in: '微信已经登录，收发正常。',
  out: '微信没有登录。网关那边要重新登录；用 wechat4u 的等码出来再扫。',
  refused: '微信网关不认这个令牌：请核对 WECHATY_TOKEN，过期了找卖家续。',
  unreachable:
    '微信连不上：请看网络通不通；用 service 的看网关开着没有、WECHATY_ENDPOINT 写得对不对、防火墙放行没有。村口会一直重试。',
  missing: '没有安装 wechaty：请在村口的文件夹里运行 npm install（不要加 --omit=optional）。',
};

export function standing(state: BotState, breakMs: number): string {
  if (state !== 'in' || breakMs === 0) return STANDING[state];
  return `微信说发得太频繁，村口停发 ${Math.ceil(breakMs / 60_000)} 分钟，到时自己接着发。这段时间也不要用这个号群发。`;
}
