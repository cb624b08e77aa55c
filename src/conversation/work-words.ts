import { bare } from './intents.ts';

/**
 * What somebody at work says without saying about what. Each kind names what it is most likely about, so that this
 * stands first among what is open.
 */
export type WorkWord =
  /** 同意: about what waits for his review. */
  | 'decide'
  /** 两个都完成了: about a duty. */
  | 'done'
  /** 咋样了: about a report under way. */
  | 'state'
  /** 为啥驳回: about a report that was refused. */
  | 'why'
  /** 我家没车: about a report that was objected to; with none, it is taken for a question. */
  | 'deny'
  /** 我要撤回 */
  | 'take-back'
  /** 不去了: about a notice that asks who comes. */
  | 'come'
  /** 上报 by itself. */
  | 'report'
  /** 说人话 */
  | 'plainly';

const WORDS: readonly (readonly [WorkWord, RegExp])[] = [
  [
    'decide',
    /^我?(?:都|全)?(?:同意|不同意|批准|不批准|准了|不准|可以通过|没意见|没有意见|有意见|审过了?|审完了?|批了)$/,
  ],
  [
    'done',
    /^(?:这|那|我|我们|村里)?(?:(?:[一两二三四五六七八九十\d]{1,2}|几|这几|那几)(?:个|件|项|条|样))?(?:都|全都?|全部|已经?|早就?|刚刚?)*(?:完成|办完|办好|办妥|办|做完|做好|弄完|弄好|搞定|干完|交|交上去|报上去|送上去)了$/,
  ],
  [
    'state',
    /^(?:我(?:的|家的?|报的)?|那个|这个|那件|这件|上次)?(?:申请|上报|事|事情|材料)?(?:现在|如今)?(?:咋样|怎么样|怎样|啥情况|什么情况|到哪一?步|到哪里?|办得?咋样|办到哪|批|批下来|审|审完|审批|审核|通过|核实|有结果|有消息|有信儿?|进展)(?:了没有?|了吗|了么|没有?|没呢|了|吗|如何)$|^(?:啥|什么)时候能?(?:批|审|核实|通过|有结果)(?:完|下来|好)?$/,
  ],
  [
    'why',
    /^(?:这|那|我的|我家的)?(?:为啥|为什么|为甚|咋|怎么|凭啥|凭什么|因为啥|啥原因|什么原因)(?:又|就|给|把我|把我家)?(?:的)?(?:驳回|退回|退|退回来|不通过|没通过|不批|没批|不给批)(?:了|的|我|我家)*$|^(?:驳回|退回)(?:的)?(?:原因|理由)(?:是啥|是什么)?$/,
  ],
  [
    'deny',
    /^(?:我|我们|俺|咱)家(?:没有?|根本没有?|哪有|哪来的?)(?:车|房|楼房|存款|钱|小车|轿车|公司|店|生意|门市)$/,
  ],
  [
    'take-back',
    /^(?:我(?:要|想)?)?(?:把(?:它|那个|这个|那件|刚才的)|刚才的|那个|这个)?(?:想|要)?(?:撤回|撤销|撤了|撤掉|收回)(?:来|去|一下|申请|上报|刚才的)?$|^(?:怎么|咋)撤回$/,
  ],
  [
    'come',
    /^(?:我|我们|我家|俺)?(?:就)?(?:参加|不参加|参加不了|去|不去|不去了|去不了|来|不来|不来了|来不了|能去|能来|一定去|一定到|准时到|到不了|满意|不满意|比较满意|很满意|一般)$/,
  ],
  [
    'report',
    /^(?:我(?:要|想)?)?(?:上报|报一下|报个事|报事|报情况|上报情况|要报|反映情况|反映个事|报给村里)$|^(?:怎么|咋|咋样|如何)(?:个)?(?:上报|报|报上去)$/,
  ],
  ['plainly', /^(?:你)?(?:说人话|讲人话|听不懂|看不懂|啥意思|什么意思|没听懂|没看懂|不明白|听不明白)$/],
];

/** Which of these the message is as a whole; null for everything else. workWord('为啥驳回') → 'why' */
export function workWord(text: string): WorkWord | null {
  const said = bare(text).replace(/^(?:那|就|请问|村口)/, '');
  return WORDS.find(([, words]) => words.test(said))?.[0] ?? null;
}
