import type { Person, Receiver } from '../register/register.ts';
import { nameOfPlace, ROLE_WORDS } from '../register/register.ts';
import { MOST_FILES, type RefusedFile } from './incoming-files.ts';

/** What the conversation itself says: binding, a person's own data, groups, attachments. */

export const HOW_TO_BIND =
  '绑定码是 6 个数字，向村干部（村干部向乡镇）要一个，再发给我，例如：绑定 829134。一个码只管 24 小时，只能用一次。';

export const CODE_BY_STAFF = `绑定码由村干部发，村干部的由乡镇发。${HOW_TO_BIND}`;

export const HOW_TO_ISSUE =
  '给谁发码？例如“发码 王建国”“发码 3组王建国”；给家里别的人发，例如“发码 王建国家 李秀兰”。';

/** 示范嘎查3组王建国家 李秀兰; 村干部王秀英: as it can be written in an order. */
export function receiverWords(receiver: Receiver): string {
  if (receiver.kind === 'person') return `${ROLE_WORDS[receiver.person.role]}${receiver.person.name}`;
  const { household, member } = receiver;
  const group = household.group === null ? '' : `${household.group}组`;
  return `${nameOfPlace(household.region)}${group}${household.head}家 ${member.name}`;
}

export function whichReceiver(name: string, found: readonly Receiver[]): string {
  const lines = found.map((one, index) => `${index + 1}. 发码 ${receiverWords(one)}`);
  return [`“${name}”不止一个，给哪一个发？回前面的号，或者回几组：`, ...lines].join('\n');
}

/** `orders`: those that are left, as they can be sent. */
export function whichOfThese(orders: readonly string[]): string {
  return [
    '还有这几个，给哪一个发？回前面的号：',
    ...orders.map((order, index) => `${index + 1}. ${order}`),
  ].join('\n');
}

export const noReceiver = (name: string, head: string | null): string =>
  head === null
    ? `您管的地方没有叫“${name}”的人，或者他的码不归您发。名字写错了请改，例如“发码 3组王建国”；新来的人先加进册里。`
    : `${head}家的册里没有“${name}”，或者没有${head}这一户。名字写错了请改，例如“发码 王建国家 李秀兰”。`;

export const TOO_MANY_CODES = '您这一个钟头发的码太多了，请过一阵再发。';
export const tooManyFor = (name: string): string =>
  `今天已经给${name}发过好几个码了，明天再发。要是他绑不上，请让他把看到的话念给您听。`;

/** `expiresAt`: UTC ISO time. */
export function codeIssued(person: Person, code: string, expiresAt: string): string {
  const until = new Date(Date.parse(expiresAt) + 8 * 60 * 60_000).toISOString();
  const [, month, day] = until.slice(0, 10).split('-').map(Number);
  return `给${whoIs(person)}的绑定码：${code}
管24小时，到${month}月${day}日${until.slice(11, 16)}，只能用一次；以前给他没用的码作废了。
让他在村口里发：绑定 ${code}
请当面或者打电话告诉他本人，不要发在群里。他换了手机、旧号丢了，也用这个码重新绑。`;
}

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

export const FILES_REFUSED = '这个没有收下，请看下面，改好再发。';

/** Why a picture or file was not kept, and what to do. */
export function fileRefused({ name, why }: RefusedFile): string {
  switch (why) {
    case 'size':
      return `“${name}”没有收下：太大了，一个最多10兆。照片请发小一点的，长的视频请分段。`;
    case 'type':
      return `“${name}”没有收下：这种文件收不了，能收照片、PDF、Word、Excel、语音和视频。拍成照片发来就行。`;
    case 'many':
      return `一次最多收${MOST_FILES}个，多出来的没有收下，请再发一次。`;
  }
}

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

/** `channel`: as people call it. */
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

export const NOT_ERASED = '好，没有删，都还在。';

export const CONFIRM_ERASE = '确认删除';

export function erased(removed: readonly string[], kept: readonly string[]): string {
  const stays = kept.length === 0 ? [] : [`按规定留着的：${kept.join('；')}。`];
  return [`删好了。删掉的：${removed.join('、')}。`, ...stays].join('\n');
}

export const BIND_TO_BE_REMINDED = `提醒是发给绑定了身份的人的。${HOW_TO_BIND}`;

export const remindedThere = (channel: string): string =>
  `好，以后的提醒先发到${channel}；那边发不到，再发您别的账号。要换，说“用……提醒我”就行。`;

export const notBoundThere = (channel: string): string =>
  `您在${channel}上还没有绑定，提醒发不到那里。请先向给您码的人再要一个绑定码，在${channel}里发：绑定 号码。绑好再跟我说一遍。`;

/** `first`: where it goes before all others, if the person said so. */
export function remindedWhere(channels: readonly string[], first: string | null): string {
  const all = `您绑定了：${channels.join('、')}。`;
  const how =
    first === null
      ? channels.length > 1
        ? '提醒发到您最近说话的那一个。'
        : '提醒就发到那里。'
      : `提醒先发到${first}。`;
  return channels.length > 1 ? `${all}${how}要换，例如说“用${channels[0]}提醒我”。` : `${all}${how}`;
}

/** With each picture after the first of one reply. */
export const furtherFile = (number: number): string => `（第${number}张）`;

/** What waits for a person, each with the words to send; what he wrote is not clear by itself. */
export function whichMatter(
  matters: readonly { what: string; send: readonly string[] }[],
  more: number,
): string {
  const lines = matters.map(({ what, send }) => `${what}：发${send.map((words) => `“${words}”`).join('或')}`);
  return ['您是说哪件事？', ...lines, ...(more > 0 ? [`还有${more}件没列出来。`] : [])].join('\n');
}

export const NO_SUCH_MATTER =
  '没看出您说的是哪件事。要报什么，一句话写给我；您报过的，发“我的上报”能看到；问政策，直接问就行。';

export const matterOfReport = (number: number, what: string, state: string): string =>
  `上报${number}号（${what}，${state}）`;

export const matterOfDuty = (number: number, what: string): string => `待办${number}（${what}）`;

export const matterOfReviews = (count: number): string => `等着审的上报，有${count}件上下`;

export const matterOfBroadcast = (number: number, what: string): string => `通知${number}（${what}）`;

/** 上报 by itself, of a villager or of who serves a place. */
export const howToReport = (villager: boolean): string =>
  villager
    ? '家里出了什么事？像跟人说话一样写给我，例如“上报：我老伴昨天住院了，自己花了八千”。写好我念给您听，您回“对”才报上去。'
    : '哪一户有了什么变化？一句话写给我，例如“三组王建国媳妇昨天住院，自己花了八千”。写好我先给您核对，您回“对”才报上去。';

export const NOT_FOUND_PLAINLY =
  '就是说：您问的这件事，我手里的文件上没有写，我不知道。请去问村委会，或者换个说法再问我一遍，例如“看病能报多少”。';

/** `whose`: 3组王建国家; `relation`: what he is to the head. `order`: the same sentence as it can be reported. */
export const reportByHead = (name: string, whose: string, relation: string, order: string): string =>
  `${name}是${whose}的（${relation}）。这件事还没有记下。要报，请照着发一遍：\n${order}`;

export const reportMoreClearly = (name: string, whose: string, relation: string): string =>
  `${name}是${whose}的（${relation}）。这句话看不出是哪种变化，还没有记下。要报，请带上户主说清楚，例如“${whose}${relation}昨天住院，自己花了八千”。`;
