import { expect, it } from 'vitest';
import { workWord } from '../../src/conversation/work-words.ts';

it.each([
  ['同意', 'decide'],
  ['我不同意。', 'decide'],
  ['两个都完成了', 'done'],
  ['交上去了', 'done'],
  ['咋样了', 'state'],
  ['我的申请批下来了吗', 'state'],
  ['啥时候能批下来', 'state'],
  ['为啥驳回', 'why'],
  ['凭啥不批', 'why'],
  ['我家没车', 'deny'],
  ['我要撤回', 'take-back'],
  ['去不了', 'come'],
  ['上报', 'report'],
  ['说人话', 'plainly'],
])('%s is a word of work', (text, word) => expect(workWord(text)).toBe(word));

it.each([
  '同意离婚怎么办',
  '学费交了还能退吗',
  '羊价咋样',
  '为啥我家没有低保',
  '我家没车能吃低保吗',
  '去旗里看病能报多少',
  '怎么申请低保',
  '不去上学了怎么办',
])('%s is a question', (text) => expect(workWord(text)).toBeNull());
