import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type KyselyPlugin, TableNode } from 'kysely';
import { systemClock } from '../../src/clock/clock.ts';
import { compose } from '../../src/compose.ts';
import { createLog } from '../../src/log/log.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { KEY } from '../register/desk.ts';
import { messageOf } from './crash-report-steps.ts';

/**
 * Run by crash-report-steps.test.ts as `crash-report-steps-child.ts URL FROM TO POINT AT`: the composed app recovers, then takes in and
 * settles the messages numbered FROM to TO, one after the other. Kills itself with SIGKILL at POINT of message AT: at
 * `after-receive`, `before-commit`, `after-commit`, or right before the first write of a kind, such as
 * `insert:attachments`. Writes `accepted N` once N may be acknowledged, and `end`.
 */
const [url = '', from = '0', to = '0', point = 'never', at = '-1'] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
let current = '';
const dieAt = (here: string) => {
  if (here === point && current === at) process.kill(process.pid, 'SIGKILL');
};

const killer: KyselyPlugin = {
  transformQuery({ node }) {
    if (node.kind === 'InsertQueryNode') dieAt(`insert:${node.into?.table.identifier.name}`);
    if (node.kind === 'UpdateQueryNode' && node.table !== undefined && TableNode.is(node.table))
      dieAt(`update:${node.table.table.identifier.name}`);
    return node;
  },
  transformResult: ({ result }) => Promise.resolve(result),
};

let settling = false;
const storage = await openStorage(url);
const watched: Storage = {
  ...storage,
  transaction: (work) =>
    storage.transaction(async (db) => {
      const armed = db.withPlugin(killer);
      const execute = armed.executeQuery.bind(armed);
      // What is written by hand passes by the plugin.
      armed.executeQuery = (query) => {
        if ('sql' in query) dieAt(`insert:${/^insert into (\w+)/.exec(query.sql)?.[1]}`);
        return execute(query);
      };
      const result = await work(armed);
      if (settling) dieAt('before-commit');
      return result;
    }),
};
const app = await compose({
  root: fileURLToPath(new URL('../broken-data/sound', import.meta.url)),
  storage: watched,
  clock: systemClock,
  log: createLog({ level: 'error' }),
  defaultRegion: null,
  reloadMs: null,
  dataKey: KEY,
});
app.inbox.onReply(() => dieAt('after-commit'));

await app.inbox.recover();
for (let number = Number(from); number < Number(to); number += 1) {
  current = String(number);
  const message = messageOf(number);
  const { id } = await app.inbox.accept({
    ...message,
    channel: 'web',
    chat: message.sender,
    messageId: `m${number}`,
    receivedAt: systemClock.now().toISOString(),
  });
  say(`accepted ${number}`);
  dieAt('after-receive');
  settling = true;
  await app.inbox.settle(id);
  settling = false;
}
await app.close();
say('end');
