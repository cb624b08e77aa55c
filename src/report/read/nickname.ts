import { numeralValue } from '../../language/language.ts';
import type { Anchor } from './household.ts';
import { mayFollowName, nameLength } from './name.ts';
import { relationWordAt } from './relations.ts';
import type { Roster } from './roster.ts';
import { everydaySurname, surnameAt } from './surnames.ts';

const CALLED =
  '大叔|大婶|大爷|大娘|大妈|大嫂|大伯|大哥|大姐|二叔|三叔|二爷|二婶|二嫂|婶子|婶儿|婶|嫂子|嫂|叔|伯|爷爷|奶奶|婆婆|老汉儿?|老太太|老太婆|老太爷|老太|老头子|老头儿|老头|老爷子|老爹|老娘|师傅|寡妇|嬢嬢|嬢|孃|姨|叔公|婶娘|伯娘|阿公|阿婆|公公|妈|大个子|小个子|大胡子|瘸子|聋子|瞎子|哑巴|驼子|麻子|胖子|瘦子|跛子|拐子|秃子|憨子|傻子';
const SURNAME =
  '欧阳|上官|司马|南宫|东郭|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|西门|呼延|[\\u4e00-\\u9fff]';
/** 罗老爷子(罗善宝,五队). */
const BRACKETED = /^家?[(（][^()（）]*[\u4e00-\u9fff]{2}/;
const NICK = new RegExp(`[老小大阿](${SURNAME})(?!家[旺宝兴福])|(${SURNAME})(?:${CALLED})`, 'y');
const HOUSE_OF = /([\u4e00-\u9fff])(?=家(?!里))/y;
/** 成家, 农家, 回家: no surname and its household. */
const NO_HOUSE =
  /^(?:成|安|当|管|全|万|国|公|搬|回|买|卖|商|厂|专|农|牧|店|东|婆|娘|舅|自|各|每|谁|哪|别|他|她|我|咱|人|大|冤|老|住|居|离|在|顾|养|分|发|起|想|到|和|两|几|多|户|邻|行|画|作|亲|独|海|门|时|相|书)家|^.家(?:院子|湾|坝|坪|寨|沟|冲|屋场|屋|垄|庄|村|屯|营|岭|塘|桥|坳|畈|铺|店|集|窑|洼|塆|河|山|组|社|坡|坎|台|楼|里|人|庭|长|具|乡|电|畜|禽|务|常|访|属|族|传|教|园|底|门|伙|当)/;
/** 任婶 就是一队那个 她孙女: which one, told between her and what happened. */
const NAMELY =
  /[,\s]*(?:就是)?(?:第)?(\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:组|社|队|屯)(?:那个|那家|的)?[,\s]*(?=[他她家])/y;

/** 老王家, 王婶家, 三组王家: a household known by its surname; the head only where one household fits. */
export function nicknameAt(text: string, at: number, group: number | null, roster: Roster): Anchor | null {
  if (
    /^(?:大家|国家|公家|人家|老师|小学|小麦|小米|大水|大雪|大车|老人|老年|老百|大门|[老旧大小](?:房|屋|宅|院|窑|井|桥|路|水|车|门)(?![家叔婶]|他|她|老|媳|儿)|[老小大](?:牛|马|羊|鸡|鱼)(?=[死病丢卖下拉拆杀宰吃走])|小区|大米|大有|大风|老乡|大雨)/.test(
      text.slice(at),
    )
  )
    return null;
  const kin = relationWordAt(text, at);
  NICK.lastIndex = at;
  const found = NICK.exec(text);
  // 老母 is his mother; 小满一万六 is the given name of one who was named before.
  const nick =
    found &&
    ((kin && kin.end >= at + found[0].length && text.charAt(kin.end) !== '家') ||
      /^[\d一二两三四五六七八九十]/.test(text.slice(at + found[0].length)))
      ? null
      : found;
  const short = nick ? null : houseOf(text, at, group);
  const surname = nick?.[1] ?? nick?.[2] ?? short;
  if (!surname || surnameAt(surname) !== surname) return null;
  const called = at + (nick?.[0].length ?? surname.length);
  NAMELY.lastIndex = called;
  const namely = group === null && nick?.[2] ? NAMELY.exec(text) : null;
  if (namely)
    return nicknamed(text, at, called + namely[0].length, surname, numeralValue(namely[1] ?? ''), roster);
  const end = called;
  const after = text.slice(end, end + 12);
  if (BRACKETED.test(after)) return nicknamed(text, at, end, surname, group, roster);
  // 王主任, 李哥 at the head of a message is who is spoken to.
  if (
    !mayFollowName(after) ||
    /^[,。!?\s]/.test(after) ||
    (group === null && !/^(?:家|[他她])/.test(after) && !relationWordAt(after, 0) && nick?.[2] !== undefined)
  )
    return null;
  const anchor = nicknamed(text, at, end, surname, group, roster);
  return short && group === null ? { ...anchor, doubtful: true } : anchor;
}

/** 三组王家, or 邹家 at the head of a clause. */
function houseOf(text: string, at: number, group: number | null): string | null {
  HOUSE_OF.lastIndex = at;
  const surname = HOUSE_OF.exec(text)?.[1] ?? null;
  if (!surname || NO_HOUSE.test(text.slice(at, at + 4))) return null;
  if (group === null) return everydaySurname(surname) ? surname : null;
  return nameLength(text, at, 'marked') === 3 && !/^家[水井房屋墙]/.test(text.slice(at + 1)) ? null : surname;
}

function nicknamed(
  text: string,
  at: number,
  end: number,
  surname: string,
  group: number | null,
  roster: Roster,
): Anchor {
  const after = text.slice(end, end + 2);
  const entry = roster.bySurname(surname, group);
  return {
    start: at,
    end,
    head: entry?.head ?? null,
    group: entry?.group ?? group,
    house: /^家/.test(after),
    own: false,
    sure: entry !== null,
    grouped: entry !== null || group !== null,
    doubtful: false,
    surname,
  };
}
