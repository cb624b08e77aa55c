import type { Anchor } from './household.ts';
import { mayFollowName, nameLength } from './name.ts';
import { relationWordAt } from './relations.ts';
import type { Roster } from './roster.ts';
import { surnameAt } from './surnames.ts';

const CALLED =
  '大叔|大婶|大爷|大娘|大妈|大嫂|大伯|大哥|大姐|二叔|三叔|二爷|二婶|二嫂|婶子|婶儿|婶|嫂子|嫂|叔|伯|爷爷|奶奶|婆婆|老汉|老太太|老太|老头|师傅|寡妇|姨';
const SURNAME =
  '欧阳|上官|司马|南宫|东郭|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|西门|呼延|[\\u4e00-\\u9fff]';
const NICK = new RegExp(`[老小大阿](${SURNAME})(?!家[旺宝兴福])|(${SURNAME})(?:${CALLED})`, 'y');
const HOUSE_OF = /([\u4e00-\u9fff])(?=家(?!里))/y;

/** 老王家, 王婶家, 三组王家: a household known by its surname; the head only where one household fits. */
export function nicknameAt(text: string, at: number, group: number | null, roster: Roster): Anchor | null {
  if (
    /^(?:大家|国家|公家|人家|老师|小学|小麦|小米|大水|大雪|大车|老人|老年|老百|大门|小区|大米|大有|大风|老乡|大雨)/.test(
      text.slice(at),
    )
  )
    return null;
  NICK.lastIndex = at;
  const nick = NICK.exec(text);
  HOUSE_OF.lastIndex = at;
  const short = nick || group === null || nameLength(text, at, 'marked') === 3 ? null : HOUSE_OF.exec(text);
  const surname = nick?.[1] ?? nick?.[2] ?? short?.[1];
  if (!surname || surnameAt(surname) !== surname) return null;
  const end = at + (nick?.[0].length ?? surname.length);
  const after = text.slice(end, end + 12);
  // 王主任, 李哥 at the head of a message is who is spoken to.
  if (
    !mayFollowName(after) ||
    /^[,。!?\s]/.test(after) ||
    (group === null && !/^(?:家|[他她])/.test(after) && !relationWordAt(after, 0) && nick?.[2] !== undefined)
  )
    return null;
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
  };
}
