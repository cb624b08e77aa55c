/** What a plan is told with. It outweighs a 了 (后天要做手术了) unless 已 says that it is done. */
const PLAN =
  /准备|打算|计划|定于|定在|定的是|预计|预产|预定|即将|将要|将于|将在|将会|就要|快要|想(?:在|去|要)|拟[于在定]|等到|要(?=(?:去|来|开|交|做|办|搬|结|嫁|娶|生|到|上|出|住|给|把|带|参加|检查|举行|召开|组织|安排|动|放|发|进行|在|报|下|过|手术|考|换|送|卖|买|种|杀|打|停|盖|修|领|走|入|进|验|统|整|完|缴|填|摸|核|评|公|登|回(?!来了|了))(?!了不少|过了))|会(?=(?:来|去|到|开|在|给|发|有|下)(?!过|了))|还没到|再过/;
const DONE = /已经|已[^经\s]|早就|都.{1,4}了|过了/;
const PAST =
  /了|已|刚|曾|没有?|发现|确诊|去世|过世|(?:办|发|生|走|来|做|买|卖|修|查|摔|评|交|领|开|去|搬|嫁|娶|看|检|批|考|判|定|收|死|起|种|砸|淹)的|[\u4e00-\u9fff]过(?![年节后来去几程户道度日])/;
/** What notices and orders are worded with. */
const NOTICE =
  /请|务必|截止|截至|之前|(?<!年)前(?=完成|交|上交|报|上报|提交|办|缴|填|到位|把|将|必须|要|全部|报送|送|统一|做)|记得|别忘|届时|通知|报名|到期|必须|应当|开会|召开|举行|集合|集中|培训|放假|体检|检查|验收|参加|发放|缴费|开学|开班|上课|出发|准时|不得|不许|不能|啥时候|什么时候|几点|来得及|到时|准备好|有雨|有雪|降温|停电|停水|接种|打疫苗|义诊|赶集|启动|评议|公示/;
const ORDER = /请|务必|通知|届时|准时|不得|不许|必须|记得|别忘|相互转告|收到请|截止/;
const BOUNDARY = /[,。;!?\n ]/;
/** How far a clause is looked at, so that a text without punctuation stays quick. */
const REACH = 40;

/** Which way the words point; `planned` where they are about a plan, a limit or an order. */
export interface Direction {
  side: 'past' | 'future';
  planned: boolean;
}

const DONE_SIDE: Direction = { side: 'past', planned: false };
const PLANNED: Direction = { side: 'future', planned: true };

/** Which way the words around a day point, or null. `from` and `to` are the ends of the day in `plain`. */
export function directionAround(plain: string, from: number, to: number): Direction | null {
  const before = lastClause(plain.slice(Math.max(0, from - REACH), from));
  const after = firstClause(plain.slice(to, to + REACH));
  const own = directionOf(before, after);
  if (own) return own;
  // 20号上午9点，村里开会: a clause that only tells the day takes its direction from what follows.
  if ((before + after).replace(/[的于在从:\s]/g, '').length <= 1) {
    for (const clause of plain.slice(to + after.length, to + after.length + 120).split(/[,。;!?\n ]/)) {
      const next = directionOf('', clause);
      if (next) return next;
    }
  }
  const whole = plain.slice(Math.max(0, from - 200), to + 200);
  return ORDER.test(whole) && !/了|已/.test(whole) ? PLANNED : null;
}

function directionOf(before: string, after: string): Direction | null {
  const clause = `${before}＿${after}`;
  if (/^(?:之?前|以前)?(?:就|便)?已/.test(after)) return DONE_SIDE;
  if (PLAN.test(clause) && !DONE.test(clause)) return PLANNED;
  if (PAST.test(clause)) return DONE_SIDE;
  // 3月底前, 到月底: a limit, where nothing says that it has passed.
  if (
    /^(?:之前|以前|前(?!后)|为止|还(?:$|清|上|钱|款|贷|账|我|他))/.test(after) ||
    /(?:截止到?|等到|到)$/.test(before)
  )
    return PLANNED;
  return NOTICE.test(clause) ? { side: 'future', planned: ORDER.test(clause) } : null;
}

function lastClause(text: string): string {
  for (let i = text.length - 1; i >= 0; i--) if (BOUNDARY.test(text.charAt(i))) return text.slice(i + 1);
  return text;
}

function firstClause(text: string): string {
  const end = text.search(BOUNDARY);
  return end < 0 ? text : text.slice(0, end);
}
