const DENIED =
  /(?:没有?(?:再)?|并没有?|未|没(?:有)?(?:人|谁|哪家|哪个|谁家)|并未|不是|并不是|并非|没有?(?:发生|出现|什么|啥|听说|受)|不用|不需要|用不着|还没有?|从没|不会|不能|不给|没啥|没必要|别|免得|以防|防止|避免|预防|谨防|防|禁止|严禁|不许|不准|不得|以免|不存在|无|不(?:想|愿意?|肯|敢|打算|用|需要?)?(?:去)?|差点|差一点|险些|差点儿)(?:被|去|让|受|遭|是|过|再|有|真的?|真|说|出|给)?$/;

/** 不是他爸摔了. */
const NOT_HIM =
  /(?<!是)不是(?:他|她)?家?(?:的)?[大二三四小老]?(?:爸|妈|爹|娘|父亲|母亲|儿子|女儿|闺女|姑娘|媳妇|老婆|老公|老伴|男人|爷爷|奶奶|孙子|孙女|哥哥?|弟弟?|姐姐?|妹妹?|本人|自己|他|她)(?:昨天|前天|＠+)?$/;

/** Whether the words right before a sign take it back: 没住院, 没有辍学, 防火灾. A sign with its own 没 stands. */
export function isDenied(text: string, at: number, sign: string): boolean {
  if (/没(?:有)?(?:死|塌|漏|裂|倒|丢|坏|病|伤|淹|冻|烧|垮|受|遭|什么事|啥事)/.test(sign)) return true;
  if (/^[没不未]/.test(sign)) return false;
  // 带着小女儿走了 is no death.
  if (
    /^走/.test(sign) &&
    /(?:带|领|跟|抱|送|拉|接|背|拐)(?:着|了|走)?[^,。]{0,5}$/.test(text.slice(Math.max(0, at - 9), at))
  )
    return true;
  const before = text.slice(Math.max(0, at - 6), at);
  if (/(?:来不|要不|差不|好不容易|不得不)$/.test(before)) return false;
  return DENIED.test(before) || NOT_HIM.test(text.slice(0, at));
}

/** 辍学是假的, 没这回事: the whole message takes back what it names. */
export const TAKEN_BACK =
  /(?:早就?|已经|上次|之前|上个月|那条.{0,4})报过(?:了|的|$)|是假的|不是真的|谣言|谣传|没(?:有)?(?:这|那)(?:回|个|么回)?事|没有的事|瞎说|误传|搞错了|弄错了|纯属|瞎传|造谣|乱说|误会|虚惊/;
