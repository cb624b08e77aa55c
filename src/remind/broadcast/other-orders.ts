import { readAnswer } from '../answers/words.ts';
import { readBroadcastOrder } from './orders.ts';

/** Orders of the other jobs, as they stand alone. */
const BARE =
  /^(?:待审|待审核|待办|待核实|待审批|要审的|我报的|我的[\u4e00-\u9fff]{2,6}|看?公示栏?|看?异议|台账|帮助|转人工|再说一遍|(?:我的|看)?(?:提醒规则|定时提醒|提醒列表)|通过\s*全部|订阅|退订)$/;
const NUMBERED =
  /^(?:通过|退回|驳回|撤回|重报|看|查看|走访|答复\s*异议|停提醒|恢复提醒|删提醒|改提醒)\s*第?\d{1,6}(?=\D|$)/;
const NAMED =
  /^(?:查|找|发码|绑定|退订|订阅)\s*(?:[\u4e00-\u9fff\d]{1,8}(?:组|社|队|屯))?\s*[\u4e00-\u9fff]{2,4}$/;

/** Is it an order about something else, also while a broadcast waits for its text? `text` is normalised. */
export function isOtherOrder(text: string): boolean {
  const said = text.trim().replace(/[。!！]+$/, '');
  return (
    BARE.test(said) ||
    NUMBERED.test(said) ||
    NAMED.test(said) ||
    readBroadcastOrder(said) !== null ||
    (said.length <= 12 && readAnswer(said) !== null)
  );
}
