import { systemClock } from '../clock/clock.ts';
import { readConfig } from '../config.ts';
import { codeOrderIn, receiverWords } from '../conversation/conversation.ts';
import { createLog } from '../log/log.ts';
import { createSecrets, findReceivers, inBook, issueTo, ROLE_WORDS } from '../register/register.ts';
import { openStorage } from '../storage/storage.ts';
import { placeForCommand } from './register-place.ts';

/** `code 王建国 --region PLACE`, `code 王建国家 李秀兰 --region PLACE`: prints a fresh bind code. Resolves to the exit status. */
export async function runCode(
  root: string,
  who: readonly string[],
  options: { region: string },
): Promise<number> {
  const said = who.join(' ');
  const wanted = codeOrderIn(`发码 ${said}`);
  if (wanted === null || wanted === '')
    return fail(`看不懂“${said}”。请写人名，例如 王建国、3组王建国，或者 王建国家 李秀兰。`);
  const config = readConfig(process.env, root);
  const storage = await openStorage(config.databaseUrl, { log: createLog({ level: 'warn' }) });
  try {
    const place = await placeForCommand(storage, root, options.region);
    if (!place.ok) return fail(place.message);
    const opened = { secrets: createSecrets(config.dataKey), now: systemClock.now().toISOString() };
    return await inBook(storage, opened, async (book) => {
      const found = await findReceivers(book.db, place.path, wanted, null);
      const [receiver] = found;
      if (receiver === undefined) return fail(`${place.path} 没有“${said}”这个人。`);
      if (found.length > 1)
        return fail(`“${said}”不止一个，请写清楚：${found.map(receiverWords).join('、')}。`);
      const issued = await issueTo(book, receiver, 'operator');
      if (!issued.ok) return fail('这会儿发不了码，请过一阵再试。');
      const { person, code } = issued;
      console.log(
        `绑定码 ${code.code}：${ROLE_WORDS[person.role]}${person.name}，24 小时内在聊天里发“绑定 ${code.code}”；以前没用的码作废了`,
      );
      return 0;
    });
  } finally {
    await storage.close();
  }
}

function fail(message: string): number {
  console.error(message);
  return 1;
}
