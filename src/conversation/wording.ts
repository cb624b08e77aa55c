import type { Person } from '../register/register.ts';
import { nameOfPlace, ROLE_WORDS } from '../register/register.ts';

/** What the conversation itself says: binding, a person's own data, groups, attachments. */

export const HOW_TO_BIND =
  '绑定码是 6 个数字，向村干部（村干部向乡镇）要一个，再发给我，例如：绑定 829134。一个码只管 24 小时，只能用一次。';

export const BIND_FIRST = `听着您是要上报一户的情况。我还不知道您是谁，这件事还没有记下。
请先绑定，再把刚才的话发一遍就行。
${HOW_TO_BIND}`;

export const BIND_TO_REPORT =
  '要把这件事报上去，请先绑定：向村干部要一个 6 位的绑定码，发“绑定 829134”这样的话给我。';

export const PRIVATE_ONLY =
  '户里的事、个人的事，群里不说。请点开我，单独发给我，别人看不到。\n政策怎么定的，群里可以问。';

export const CODE_IN_GROUP =
  '绑定码不能发在群里，谁看到谁就能用。请单独发给我；这个码请让村干部作废，重新要一个。';

export const ATTACHMENT_ALONE = '收到了。图片和文件里写的什么我看不了，请用一句话说说是什么事。';

/** 村干部王秀英（示范嘎查） */
export function whoIs(person: Person): string {
  return `${ROLE_WORDS[person.role]}${person.name}（${nameOfPlace(person.region)}）`;
}

export function bound(person: Person): string {
  return `绑定好了。您是${whoIs(person)}。\n${CAN_DO[person.role]}\n不是您本人？请马上告诉给您码的人。`;
}

const CAN_DO: Readonly<Record<Person['role'], string>> = {
  villager: '政策随时问；家里有了变化，像跟人说话一样写给我就能上报。',
  cadre: '哪一户有了变化，一句话写给我就能上报，例如：三组王建国上周住院，自己花了八千。',
  township: '村里报上来的，发“待审”就能看到。',
  office: '乡镇报上来的，发“待审”就能看到。',
  admin: '政策随时问；发“我的信息”看存了什么。',
};

export const BOUND_ELSEWHERE =
  '您的身份刚刚在另一个账号上绑定了，办事的消息以后发到那边，这个账号不再能查和报。\n不是您本人办的，请马上告诉村干部。';

export function accountTaken(channel: string): string {
  return `您绑定过的一个账号（${channel}）刚刚改成了别人的，办事的消息不再发到那里。\n不是您同意的，请马上告诉村干部。`;
}

/** A notice that could not be sent while the person had no account. */
export function sentLate(day: string, text: string): string {
  return `（${day}的通知，那时您还没绑定）\n${text}`;
}

export function myData(lines: readonly string[]): string {
  return `存着您这些：\n${lines.join('\n')}\n要删，请发“删除我的信息”。`;
}

export const NO_DATA =
  '您没有绑定身份，村民册里没有和这个账号连着的信息。\n您在这里说过的话存着，答问题用；身份证号、银行卡号存之前就打了星号。';

export const ERASE_SURE =
  '删了就找不回来：您绑定的账号、电话、出生日期这些都会删，以后查和报要重新绑定。\n真要删，请回“确认删除”；不删，说别的就行。';

export const CONFIRM_ERASE = '确认删除';

export function erased(removed: readonly string[], kept: readonly string[]): string {
  const stays = kept.length === 0 ? [] : [`按规定留着的：${kept.join('；')}。`];
  return [`删好了。删掉的：${removed.join('、')}。`, ...stays].join('\n');
}
