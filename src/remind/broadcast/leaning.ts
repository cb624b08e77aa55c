/** What a sentence comes to that is none of the options word for word. */
export interface Leaning {
  /** Null: it answers, but nothing tells which way. */
  option: string | null;
  note: string | null;
  /** Said so plainly that nothing has to be asked back. */
  isSure: boolean;
}

const GO = '(?:参加|出席|到场|到会|去|来|到)';
const COMES = new RegExp(`^(?:能|会|要|准时|按时)?${GO}(?:会|开会)?$|^有(?:空|时间)$`);
const STAYS = new RegExp(`^(?:不|不能|不会)${GO}(?:会|开会)?$|^${GO}不了$|^没(?:空|时间)$|^(?:请假|缺席)$`);

const LEAD =
  '(?:不好意思|抱歉|对不起)?[\\s,，]*(?:我们家?|我家?|俺们?家?|咱们?家?|本人)?(?:这次|今天|明天|后天|当天|那天|到时候?|就|也|都|真|实在|恐怕)*';
const TAIL = '(?:了|啦|吧|呢|哈|呀|啊|的|哦)*';
const NO = `(?:(?:不|不能|没法|没办法|无法|不想|不打算|不会)${GO}(?:开会|会议)?|${GO}(?:开会)?不(?:了|成|上)|没(?:空|时间|工夫|功夫)|走不开|脱不开身|(?:要|想|得)?请(?:个|一?天)?假)`;
const YES = `(?:(?:能|会|可以|肯定|一定|准时|按时|要|想|愿意|得)*${GO}(?:开会|会议)?(?:得了|得成)?|有(?:空|时间))`;
const SAYS_NO = new RegExp(`^${LEAD}${NO}${TAIL}(?:$|[\\s,，。.;；:：!！]+([\\s\\S]*)$)`);
const SAYS_YES = new RegExp(`^${LEAD}${YES}${TAIL}(?:$|[\\s,，。.;；:：!！]+([\\s\\S]*)$)`);
const HOLDS_NO = /(?:参加|出席|去|来|到)不(?:了|成)|不(?:参加|去|来)(?:了|$)|没(?:空|时间)|走不开/;
/** Said of a lesson, an insurance or a job as well. */
const OF_SOMETHING_ELSE = /学|医保|保险|合作医疗|打工|上班|工地/;
const ASKS = /[?？]|吗|呢|咋|怎么|怎样|多少|啥|什么|哪|谁|几/;
const BARE =
  /^(?:好|好的|好嘞|行|可以|没问题|嗯+|是|是的|对|中|要得|不|不行|不了|不要|不用|算了)[。.!！了啊呀呢吧哈~]*$/;
/** A longer one tells of something else. */
const LONGEST = 40;

/** 不去了, 来不了 孩子发烧 → 不参加; 好 → one of the two; null where it is no answer to these. `text` is normalised. */
export function readLeaning(text: string, options: readonly string[]): Leaning | null {
  const said = text.trim();
  const pair = pairOf(options);
  if (pair === null || said === '' || said.length > LONGEST || ASKS.test(said)) return null;
  if (BARE.test(said)) return { option: null, note: null, isSure: false };
  if (!pair.isComing) return null;
  const no = SAYS_NO.exec(said);
  if (no) return { option: pair.no, note: noteOf(no[1]), isSure: true };
  const yes = SAYS_YES.exec(said);
  // 去 旗里看病: what stands behind a yes may be where he is going.
  if (yes) return { option: pair.yes, note: noteOf(yes[1]), isSure: noteOf(yes[1]) === null };
  return HOLDS_NO.test(said) && !OF_SOMETHING_ELSE.test(said)
    ? { option: pair.no, note: said, isSure: false }
    : null;
}

/** A yes that stands alone, after it was asked back. */
export function isPlainYes(text: string): boolean {
  return /^(?:对|对的|是|是的|是呢|嗯+|好|好的|行|没错)[。.!！了啊呀呢吧~]*$/.test(text.trim());
}

/** The option that says yes and the one that says no; null where these are no such two. */
function pairOf(options: readonly string[]): { yes: string; no: string; isComing: boolean } | null {
  const comes = options.find((option) => COMES.test(option));
  const stays = options.find((option) => STAYS.test(option));
  if (comes !== undefined && stays !== undefined) return { yes: comes, no: stays, isComing: true };
  const [first, second] = options;
  if (options.length !== 2 || first === undefined || second === undefined) return null;
  const isNoOf = (no: string, yes: string): boolean => no === `不${yes}` || no === `没${yes}`;
  if (isNoOf(second, first)) return { yes: first, no: second, isComing: false };
  return isNoOf(first, second) ? { yes: second, no: first, isComing: false } : null;
}

function noteOf(behind: string | undefined): string | null {
  const note = behind?.trim() ?? '';
  return note === '' ? null : note;
}
