import { readConfig } from '../config.ts';
import { createLog } from '../log/log.ts';
import { createSecrets, verifyAudit } from '../register/register.ts';
import { openStorage } from '../storage/storage.ts';

/** `audit verify`: goes through the chain of the audit. Resolves to the exit status: 1 where it does not hold. */
export async function runAudit(root: string, what: string): Promise<number> {
  if (what !== 'verify') {
    console.error(`不认识“${what}”，只能写 verify。`);
    return 1;
  }
  const config = readConfig(process.env, root);
  const storage = await openStorage(config.databaseUrl, { log: createLog({ level: 'warn' }) });
  try {
    const secrets = createSecrets(config.dataKey);
    const check = await verifyAudit({ db: storage.db, kind: storage.kind, secrets });
    if (check.ok) console.log(`审计记录 ${check.rows} 条，条条相接，没有被改过。`);
    else console.error(check.message);
    return check.ok ? 0 : 1;
  } finally {
    await storage.close();
  }
}
