const MARK = /^\s*[【[(（]?\s*紧急(?:通知|预警|提醒|情况)?\s*(?:[】\])）]\s*[:：,，!！]?|[\s:：,，!！]+)\s*/;
const MARK_RUN_ON = /^\s*紧急(?:通知|预警|提醒)\s*/;
const GET_OUT = /紧急(?:转移|撤离|避险|疏散)(?!.{0,6}(?:演练|培训|演习))/;
const DANGER =
  /(?:大风|台风|暴雨|暴雪|寒潮|沙尘|雷电|雷暴|冰雹|洪水|山洪|汛|地质灾害|泥石流|滑坡|高温|霜冻|森林|草原|火险|道路结冰|大雾).{0,6}(?:预警|警报|来袭)|(?:蓝|黄|橙|红)色预警|山洪|泥石流|地震|着火|火灾|撤离|决堤|溃坝|人员失踪/;

/** 紧急：今晚大风 → urgent, and the text without its mark. */
export function readUrgent(text: string): { isUrgent: boolean; text: string } {
  const mark = MARK.exec(text) ?? MARK_RUN_ON.exec(text);
  if (mark) return { isUrgent: true, text: text.slice(mark[0].length).trim() };
  return { isUrgent: GET_OUT.test(text), text };
}

/** Speaks a text of danger, so that its sender should be asked whether it can wait? */
export function soundsUrgent(text: string): boolean {
  return DANGER.test(text) && !/演练|演习|培训|宣传/.test(text);
}

/** 按紧急发, 不紧急: said of what is being written; null where it is neither. */
export function readUrgency(text: string): boolean | null {
  if (/^(?:按|改成|改为|算|当)?紧急(?:群发|通知|发)?(?:吧|的)?$/.test(text)) return true;
  return /^(?:不紧急|不算紧急|(?:按|改成|改为)?(?:普通|一般)(?:群发|通知|发)?|不用紧急)(?:吧|的)?$/.test(text)
    ? false
    : null;
}
