import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

/** The project's root: data folders are found from it, wherever the command is started. */
const root = fileURLToPath(new URL('..', import.meta.url));

const program = new Command('cunkou').description('村口：县乡村的聊天助手');

// Each command loads what it needs by itself, so that a short one starts fast.
program
  .command('serve', { isDefault: true })
  .description('开门：打开网页聊天，一直工作到被关掉')
  .action(async () => {
    const { runServe } = await import('./commands/serve.ts');
    process.exitCode = await runServe(root);
  });

program
  .command('chat')
  .description('在终端里跟机器人说话')
  .option('--as <name>', '以谁的名义', '老乡')
  .option('--region <place>', '他在哪里：地名或路径；不写就由机器人问')
  .option('--on <date>', '当作哪一天，例如 2021-09-01；不写就是今天')
  .action(async (options: { as: string; region?: string; on?: string }) => {
    const { runChat } = await import('./commands/chat.ts');
    process.exitCode = await runChat(root, options);
  });

program
  .command('ask')
  .description('一行一个 JSON 问题，一行一个 JSON 回答')
  .requiredOption('--jsonl', '从标准输入读 JSON 行')
  .action(async () => {
    const { runAsk } = await import('./commands/ask.ts');
    process.exitCode = await runAsk(root, (line) => process.stdout.write(`${line}\n`));
  });

program
  .command('understand')
  .description('一行一个 JSON 消息，一行一个 JSON：读出的意思、日期、金额和数目')
  .requiredOption('--jsonl', '从标准输入读 JSON 行')
  .action(async () => {
    const { runUnderstand } = await import('./commands/understand.ts');
    process.exitCode = await runUnderstand(root, (line) => process.stdout.write(`${line}\n`));
  });

program
  .command('parse')
  .description('一行一条消息，一行读出来的户情变化')
  .requiredOption('--jsonl', '从标准输入读 JSON 行')
  .action(async () => {
    const { runParse } = await import('./commands/parse.ts');
    process.exitCode = await runParse((line) => process.stdout.write(`${line}\n`));
  });

program
  .command('replay')
  .description('一行一个 JSON：地区、户、人、消息和时间；一行一个 JSON：机器人发出的每一条')
  .requiredOption('--jsonl', '从标准输入读 JSON 行')
  .action(async () => {
    const { runReplay } = await import('./commands/replay.ts');
    process.exitCode = await runReplay(root, (line) => process.stdout.write(`${line}\n`));
  });

program
  .command('check')
  .description('检查 intents/ 和 policy-kb/，跑一遍试问，一次列出全部错误')
  .action(async () => {
    const { runCheck } = await import('./commands/check.ts');
    process.exitCode = await runCheck(root);
  });

program
  .command('questions')
  .description('机器人没答上来的问题')
  .option('--limit <n>', '最多列几个', '50')
  .option('--close <id>', '划掉一个')
  .option('--note <text>', '划掉时写一句怎么处理的')
  .action(async (options: { limit: string; close?: string; note?: string }) => {
    const { runQuestions } = await import('./commands/questions.ts');
    process.exitCode = await runQuestions(root, options);
  });

program
  .command('duties')
  .description('待办和提醒的总数，过期没办的，每条提醒都有没有着落')
  .option('--limit <n>', '过期的最多列几件', '50')
  .action(async (options: { limit: string }) => {
    const { runDuties } = await import('./commands/duties.ts');
    process.exitCode = await runDuties(root, options);
  });

program
  .command('import')
  .description('把户、成员、工作人员的表（.xlsx、.csv）导入村民册；有一处错就一条也不导入')
  .argument('<file>', '表格文件')
  .requiredOption('--region <place>', '哪个村；或者表里写了村名的乡镇、县')
  .option('--dry-run', '只检查，不存')
  .option('--new-villages', '表里有册里没有的村，就新加')
  .action(async (file: string, options: { region: string; dryRun?: boolean; newVillages?: boolean }) => {
    const { runImport } = await import('./commands/import.ts');
    process.exitCode = await runImport(root, file, options);
  });

program
  .command('export')
  .description('把村民册导出成表：households（户）、people（成员）、staff（工作人员），或者空白模板 template')
  .argument('<what>', 'households、people、staff 或 template')
  .option('--region <place>', '哪个地方的')
  .requiredOption('--out <file>', '存成什么文件，.xlsx 或 .csv')
  .option('--phones', '电话不打星号')
  .action(async (what: string, options: { region?: string; out: string; phones?: boolean }) => {
    const { runExport } = await import('./commands/export.ts');
    process.exitCode = await runExport(root, what, options);
  });

program
  .command('code')
  .description('给一个人发新的绑定码：code 王建国，或者 code 王建国家 李秀兰')
  .argument('<who...>', '谁：姓名，前面可以带组；家里别的人写“户主家 姓名”')
  .requiredOption('--region <place>', '哪个地方的')
  .action(async (who: string[], options: { region: string }) => {
    const { runCode } = await import('./commands/code.ts');
    process.exitCode = await runCode(root, who, options);
  });

program
  .command('outbox')
  .description('要发出去的消息：发了多少，卡着的和为什么，数对不对得上')
  .option('--run <id>', '只看这一批')
  .option('--failed', '只列发不出去的、不知到没到的')
  .action(async (options: { run?: string; failed?: boolean }) => {
    const { runOutbox } = await import('./commands/outbox.ts');
    process.exitCode = await runOutbox(root, options);
  });

program
  .command('audit')
  .description('核对审计记录有没有被改过')
  .argument('<what>', 'verify')
  .action(async (what: string) => {
    const { runAudit } = await import('./commands/audit.ts');
    process.exitCode = await runAudit(root, what);
  });

program
  .command('settings')
  .description('印出全部设置和说明，跟 .env.example 一样')
  .action(async () => {
    const { settingsExample } = await import('./commands/settings.ts');
    process.stdout.write(settingsExample());
  });

program
  .command('doctor')
  .description('体检：设置、数据库、磁盘、时钟、每个渠道的登录和网络、节假日、备份，说清楚要做什么')
  .option('--json', '印成一个 JSON')
  .action(async (options: { json?: boolean }) => {
    const { runDoctor } = await import('./commands/doctor.ts');
    process.exitCode = await runDoctor(root, options);
  });

program
  .command('backup')
  .description('备份 SQLite 数据库，开着门也能备')
  .argument('<file>', '存成什么文件，要是还没有的')
  .action(async (file: string) => {
    const { runBackup } = await import('./commands/backup.ts');
    process.exitCode = await runBackup(root, file);
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
