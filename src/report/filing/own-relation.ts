/** Whom a villager names by a relation alone; what follows must tell of him: 儿子娃 and 妈的 are cut off by that. */
const RELATION_FIRST =
  /^(?:老婆子?|老伴儿?|媳妇儿?|婆姨|婆娘|老汉|男人|老公|老头子?|爱人|娃娃?|孩子|儿子|大儿子|小儿子|女儿|闺女|姑娘|孙子|孙女|老妈|老爸|老娘|老爹|妈|爸|爹|娘|父亲|母亲|儿媳妇?|女婿)(?=[今昨前上大这去]|住院|生病|得了|查出|摔|病|走了|没了|退学|考上|上学|怀|残|下岗|失业|打工|找到|出去)/;

/** A villager who says 老婆子住院了 means his own: 我老婆子住院了. */
export function asHisOwn(said: string): string {
  return RELATION_FIRST.test(said) ? `我${said}` : said;
}
