/** What is no report: questions, orders, corrections, notices, advertisements. */

const QUESTION_END = /(?:吗|么|嘛|呢|不|没|没有|不是|了吧|的吧|是吧|没吧|否)[?？!！。\s]*$|[?？]\s*$/;
const QUESTION_WORD =
  /([\u4e00-\u9fff]{2})[没不]\1|([\u4e00-\u9fff])[没不]\2|怎么(?!也|都|着|劝|说也)|咋(?!也|都|说|劝)|如何|多少(?!有|也|都)|几(?:个月(?=能|才|可|发)|时|号|天(?=能|才|可|下))|能不能|可不可以|能否|是否|是不是|有没有|有无|啥时|什么(?!都|也|收入)|哪(?!怕)|谁(?!也|都)|为啥|为何|多久|要不要|给不给|行不行|该不该|算不算|会不会|够不够|啥(?:条件|手续|政策|时候|材料|标准|意思|情况)|几月|几点/;
/** The event is told as a fact, and help or money is asked for: that is a report with a question. */
const ASKS_FOR_HELP =
  /能不能(?:派|来|帮|给|报|补|申请|办|享受|评|领)|能报|能派|能给|能申请|能帮|能补|有没有(?:补|救|政策|啥政策|什么政策|补贴|补助)|怎么办|咋办|咋整|咋弄|找谁|该(?:找|咋|怎么)|给不给|管不管|来看看|派人|帮忙|要不要(?:报|登记|上报)|用不用|需要(?:啥|什么)|要啥手续|怎么报|咋报|怎么申请|可以(?:申请|报|享受)|能享受|算不算|能纳入|够不够/;
const HEARSAY = /听说|听人|据说|传言|都说|说是|群里说|听/;
const TAIL =
  /[,，。\s]*(?:(?:这)?是不是真的|是真的(?:吗|么|还是假的)?|真的假的|真的吗|真的么|有这(?:回)?事(?:吗|没|不)|你(?:们)?(?:知道|听说)(?:吗|不|没|了吗)|知道不|对不对|对吧|是吧|是不)[?？。!！]*$/;
const HYPOTHETICAL =
  /如果|要是|假如|假设|(?<![\d一二两三四五六七八九十百千])万一|倘若|的话(?:$|[,。?])|比如|譬如|例如/;
const CORRECTION =
  /^(?:不对|不是[,，。\s]|错了|刚才(?:那个)?(?:说|写|打|报|发)错|刚才.{0,8}(?:错|不对)|上(?:一)?条.{0,8}(?:错|不对|作废|撤)|更正|纠正|改一下|修改一下|重发|作废|应该是|应为|是.{1,6}不是)|(?:打|写|说|报|发|记|弄|填|搞|输|念|听)错(?:了|字|一个)|更正一下|纠正一下|口误|笔误|手误/;
const ORDER =
  /[来去](?:领(?!到|了|上)|取(?!了|得)|拿(?!了|到))|提醒|要换证?(?:,|$)|报(?:上来|过来|给我|到村|到镇|一下名单|上去)|(?:交|送|拿|带|发)(?:上来|过来|到(?:村|镇|乡|办|大厅|便民)|给我)|上报(?:完|前)|统计(?:一下|好|上来|完)|填(?:好|写|完|报|表)|年检|认证一下|(?:送|交|拿|寄)来|请(?:明天|今天|后天|尽快|按时|速|各|大家|相关|你们|转告|通知|把|于|在|他|她|到|来|及时|相互)|通知(?:他|她|一下|到|各|大家)|务必|抓紧|尽快|赶紧(?:把|去|让|通知|报|交)|别忘|记得|不要忘|不许|核实(?:一下|清楚)|核查(?!过|了)|走访(?!过|了|发现|得知|了解)|入户(?!发现|得知|了)|(?:去|来)(?:看(?:一下|看)|查(?:一下)?|了解一下)|查一下|看一下|落实一下|催(?:一下|他|她)|(?:让|叫|喊|通知)(?:他|她|＃+(?:家)?(?:的人)?|家里人|他们)?(?:把|来|带|去|到|抓|尽|明天|今天|下午|上午|赶)|到村(?:部|委|里)(?:来|开|办|签|领)|来村(?:部|委)|复印件|身份证带|签(?:个)?字|盖(?:个)?章|按手印|开(?:个|会|座谈)|材料.{0,6}(?:交|报|补|送|准备|整理|上来)|(?:交|报|补|送|准备|整理|收).{0,4}(?:材料|表|资料)|安排(?:人|一下|下)|跟进(?:一下)?|回访|年审|复审|评议会|公示|准备(?:好)?(?:入户|核查|材料)|要(?:入户|核查|核实|走访|检查)|明天(?:去|要去|我去|咱)|(?:把|将).{0,20}(?:收|拿|查|报|交|发|送|统计|整理|填|准备|登记|核|改|办)(?:一下|上来|过来|好|完|给)?$/;
/** 住院的发票, 漏雨的照片: papers about it, unless they were made out. */
const PAPERS =
  /^[雨水]?了?的?(?:照片|发票|单子|单据|材料|证明|表格?(?!姐|妹|哥|弟|叔)|进度|名单|资料|收据|病历|档案|政策|条件|标准|流程)(?!.{0,4}(?:下来|丢|办好|批))/;
const AD =
  /(?:低价|诚信|长期|大量|常年|高价|专业|现有|特价)(?:出售|收购|收|批发|转让|承接)|出售.{0,20}(?:联系|电话|有意|要的|微信|价格面议)|转让.{0,20}(?:联系|电话|有意|微信)|(?:招聘|诚聘|招工|急招)|有意者|有需要的|需要的(?:联系|打|私)|价格面议|欢迎(?:来电|选购|订购|咨询)|包邮|优惠|促销|打折|加微信|扫码|私信|私聊|贷款.{0,6}(?:秒批|无抵押|利息低)|免费(?:领|送|安装|上门)|上门(?:收|安装|服务)|批发/;

/** The message without the trailing 真的假的？ that makes no question of what was told. */
export function withoutTail(text: string): string {
  return text.replace(TAIL, '');
}

export function isCorrection(text: string): boolean {
  return CORRECTION.test(text);
}

export function isAdvertisement(text: string): boolean {
  return AD.test(text);
}

export function isHypothetical(clause: string): boolean {
  return HYPOTHETICAL.test(clause);
}

export function isQuestion(clause: string): boolean {
  return (
    QUESTION_WORD.test(clause) ||
    QUESTION_END.test(clause) ||
    /甚(?!至)|几(?:年|成|多|块|口)|有啥|咋(?!说)|想问|问一下|问问|请问|咨询|打听|想申请/.test(clause)
  );
}

/** A clause that asks whether something has happened tells nothing; one that tells it and asks for help does. */
export function asksOnly(clause: string, signEnd: number, message: string): boolean {
  const told = clause.slice(signEnd);
  if (PAPERS.test(told) || /的(?:补助|补贴|补偿|低保|证|手续|事)?(?:怎么|咋|如何|找谁|在哪)/.test(told))
    return true;
  if (/^.{0,4}(?:了没有?|了吗|没有?|吗|不|没)[?。\s]*$/.test(told) && !/^(?:了)?$/.test(told)) return true;
  const rest = told.replace(/^(?:了|着|啦|过|的)/, '');
  const first = Math.min(indexOf(rest, ASKS_FOR_HELP), Number.POSITIVE_INFINITY);
  if (Number.isFinite(first)) return false;
  if (QUESTION_WORD.test(clause)) return true;
  if (/[?？]\s*$/.test(clause) && !HEARSAY.test(message)) return true;
  return (
    /(?:吗|么|嘛|(?:没有|了没|没)[啊呀呢哦嘛]?|了吧|的吧)[。!?\s]*$/.test(clause) &&
    !/没(?:有)?(?:人|水|电)/.test(clause.slice(-4))
  );
}

function indexOf(text: string, words: RegExp): number {
  const at = text.search(words);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

/** Whether a clause orders something done about what it names, and does not first tell that it has happened. */
export function isOrder(clause: string, signEnd: number): boolean {
  const order = ORDER.exec(clause);
  if (!order) return false;
  const fact = /(?:了|着|不出|没人|没水|去世|住院)/.exec(clause);
  return !(
    signEnd <= order.index + 1 &&
    fact !== null &&
    fact.index <= order.index &&
    signEnd - 4 <= order.index
  );
}
