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

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
