export const HELLO = '你好';

/** What a scanned code with a number says. */
export function bindWith(code: string): string {
  return `绑定 ${code}`;
}

export const CHECK_OK = '公众号能登录，接口通。';
export const CHECK_PLAIN =
  '公众号能登录，接口通；不过用的是明文模式，请在公众平台改成安全模式，再填 OFFICIAL_ACCOUNT_AES_KEY。';

export function missingSettings(names: readonly string[]): string {
  return `公众号的设置没写全，缺：${names.join('、')}。在微信公众平台“设置与开发”的“开发接口管理”里找，照着填。`;
}

/** What the operator has to do about an answer of the platform. */
export function refused(code: number, ip: string | null): string {
  if (code === 40_164) {
    const address = ip === null ? '服务器的出口 IP' : `这台服务器的出口 IP ${ip}`;
    return `微信不让这个 IP 用接口（40164）。请在公众平台“开发接口管理”的“IP白名单”里加上${address}。`;
  }
  return `微信不接受（错误码 ${code}）。${ADVICE[code] ?? '请照错误码在微信开放文档查原因。'}`;
}

const ADVICE: Readonly<Record<number, string>> = {
  40001: 'OFFICIAL_ACCOUNT_SECRET 不对，请在公众平台核对或者重置 AppSecret。',
  40013: 'OFFICIAL_ACCOUNT_APP_ID 不对，请在公众平台重新复制 AppID。',
  40037: '订阅通知的模板编号不对，请核对 OFFICIAL_ACCOUNT_NOTICE_TEMPLATE。',
  40125: 'OFFICIAL_ACCOUNT_SECRET 不对，请在公众平台核对或者重置 AppSecret。',
  40243: 'AppSecret 被冻结了，请在公众平台解冻。',
  45009: '今天的接口次数用完了，明天零点恢复。',
  47003: '订阅通知的栏目跟模板对不上，请核对 OFFICIAL_ACCOUNT_NOTICE_FIELDS。',
  48001: '这个公众号没有这个接口的权限，多半是没有认证，请在“接口权限”里看。',
};

export const NOT_REACHED =
  '连不上微信的接口，请检查服务器能不能上外网，OFFICIAL_ACCOUNT_API_ROOT 写得对不对。';

export function brokenAnswer(status: number): string {
  return `微信的接口回了 HTTP ${status}，多半是对方或者中间的代理出了问题，过几分钟再试。`;
}
