import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

/** The project's root: data folders are found from it, wherever the command is started. */
const root = fileURLToPath(new URL('..', import.meta.url));

const program = new Command('cunkou').description('村口：县乡村的聊天助手');

program
  .command('ask')
  .description('一行一个 JSON 问题，一行一个 JSON 回答')
  .requiredOption('--jsonl', '从标准输入读 JSON 行')
  .action(async () => {
    const { runAsk } = await import('./commands/ask.ts');
    process.exitCode = await runAsk(root, (line) => process.stdout.write(`${line}\n`));
  });

program
  .command('check')
  .description('检查 intents/ 和 policy-kb/，跑一遍试问，一次列出全部错误')
  .action(async () => {
    const { runCheck } = await import('./commands/check.ts');
    process.exitCode = await runCheck(root);
  });

await program.parseAsync();
