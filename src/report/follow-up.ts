import type { Log } from '../log/log.ts';
import type { Knowledge } from '../policies/policies.ts';
import type { FilingHooks } from './filing/filing.ts';
import { findAfterFiled, takeAnswer } from './find/find.ts';
import { ledgerOrders } from './ledger/orders.ts';
import { watchOrders } from './watch/orders.ts';
import { visitsDue, visitsNextDue, warnAfterFiled } from './watch/watch.ts';

/** What policies, warnings and the ledger need. */
export interface FollowUpParts {
  /** As it is now: the clerk may have changed it since. */
  knowledge(): Knowledge;
  /** Told what the operator has to mend. */
  log?: Log;
}

/** Everything that follows a filed report: policies that it may open, warnings with their visits, the ledger. */
export function createFollowUp(parts: FollowUpParts): Required<FilingHooks> {
  return {
    async orders(context) {
      return (
        (await takeAnswer(parts, context)) ??
        (await watchOrders(parts, context)) ??
        (await ledgerOrders(parts, context))
      );
    },
    async afterFiled(context, report) {
      const found = await findAfterFiled(parts, context, report);
      const warned = await warnAfterFiled(parts, context, report);
      return {
        lines: [...warned.lines, ...found.lines],
        notices: [...warned.notices, ...found.notices],
        options: found.options,
      };
    },
    due: (context) => visitsDue(context),
    nextDue: (db, after) => visitsNextDue(db, after),
  };
}
