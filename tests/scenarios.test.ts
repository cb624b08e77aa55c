import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseScene } from './scenarios/parse.ts';
import { openStage, RULE_WORDS, type Stage } from './scenarios/scene.ts';

/**
 * Plays each tests/scenarios/*.scene.txt against the real data and compares it whole.
 * `npx vitest run tests/scenarios.test.ts -u` records them anew (-u at the end, or it swallows the file's name); the difference is read as copy before it is committed.
 */
const folder = fileURLToPath(new URL('scenarios/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.scene.txt'));
const sourceOf = (file: string): string => readFileSync(`${folder}${file}`, 'utf8');

/** Was vitest started with -u? */
function recording(): boolean {
  const state: unknown = expect.getState().snapshotState;
  return typeof state === 'object' && state !== null && Reflect.get(state, '_updateSnapshot') === 'all';
}

let stage: Stage;
const played = new Map<string, string>();

/** Each scene is played once; the next one waits, because they share the clock. */
async function playOf(file: string): Promise<string> {
  const text = played.get(file) ?? (await stage.play(parseScene(file, sourceOf(file))));
  played.set(file, text);
  return text;
}

beforeAll(async () => {
  stage = await openStage(fileURLToPath(new URL('..', import.meta.url)));
});
afterAll(() => stage.close());

test('nothing is recorded where nobody reads it', () => {
  expect(recording() && process.env.CI !== undefined, 'no -u in CI').toBe(false);
});

describe('scenes', () => {
  test.each(files)('%s', async (file) => {
    const scene = parseScene(file, sourceOf(file));
    if (!scene.recorded && !recording())
      throw new Error(`${file}：机器人一句也没有说。先录一遍：npx vitest run tests/scenarios.test.ts -u`);
    await expect(await playOf(file)).toMatchFileSnapshot(`${folder}${file}`);
  });
});

describe('between them the scenes show', () => {
  let facts: string[] = [];
  beforeAll(async () => {
    facts = [];
    for (const file of files) facts.push(...((await playOf(file)).match(/^ {2}〔听懂〕.*$/gm) ?? []));
  });
  const shown = (key: string): Set<string> =>
    new Set(facts.flatMap((fact) => new RegExp(`${key}=(\\S+)`).exec(fact)?.[1]?.split('、') ?? []));

  test('every intent', () => {
    const { aspects, talk } = stage.data.intents;
    const missing = [...aspects, ...talk].map(({ id }) => id).filter((id) => !shown('意图').has(id));
    expect(missing, 'intents/ that no scene shows').toEqual([]);
  });

  test('every way of computing a sum', () => {
    const rules = stage.data.knowledge.policies.flatMap((policy) => policy.standards.map(({ rule }) => rule));
    const missing = [...new Set(rules)]
      .map((rule) => RULE_WORDS[rule])
      .filter((word) => !shown('算法').has(word));
    expect(missing, '算法 that no scene shows').toEqual([]);
  });

  test.each(['现行', '已到期', '还没开始', '说不准'])('the standing %s', (word) => {
    expect(shown('状态')).toContain(word);
  });

  test.each(['回答', '选项', '反问', '没答上', '对话'])('the kind of reply %s', (word) => {
    expect(facts.some((fact) => fact.startsWith(`  〔听懂〕${word}`))).toBe(true);
  });
});

describe('a scene that is not well formed', () => {
  const head = '# 试\n渠道：web\n老李：群众，全南县\n\n【2017-05-01 09:00】\n';
  test.each([
    ['no title', '渠道：web\n', 'x 第 1 行：第一行要写“# ”和这场戏要证明的一句话。'],
    ['a line of no kind', `${head}老李说羊的事\n`, 'x 第 6 行：看不懂“老李说羊的事”。'],
    [
      'a stranger',
      `${head}老王：羊怎么补\n`,
      'x 第 6 行：“老王”没有在开头介绍过，先写“老王：群众，杭锦旗”。',
    ],
    [
      'an unknown fact',
      `${head}老李：羊\n  〔猜到〕羊\n`,
      'x 第 7 行：没有〔猜到〕，只有〔听懂〕〔记下〕〔提醒〕〔拒绝〕。',
    ],
    ['an impossible day', head.replace('05-01', '13-01'), 'x 第 5 行：没有这个日子或钟点。'],
    [
      'a clock of another form',
      head.replace('【2017-05-01 09:00】', '【五月一日】'),
      'x 第 5 行：看不懂“【五月一日】”。',
    ],
    [
      'a line that goes on with nothing',
      `${head}\n  接着说\n`,
      'x 第 7 行：行首有两个空格，可是上面没有要接的话。',
    ],
    ['an unknown role', head.replace('群众', '皇帝'), 'x 第 3 行：“皇帝”不是身份，只有群众、干部。'],
    ['no channel', head.replace('渠道：web\n', ''), 'x 第 1 行：开头要写“渠道：”。'],
    ['nobody speaking', head, 'x 第 5 行：没有人说话。'],
  ])('%s', (_name, source, message) => {
    expect(() => parseScene('x', source)).toThrow(new Error(message));
  });

  test('without a line of the bot’s counts as not recorded', () => {
    expect(parseScene('x', `${head}老李：羊怎么补\n`).recorded).toBe(false);
    expect(parseScene('x', `${head}老李：羊怎么补\n机器人：……\n`).recorded).toBe(true);
  });

  test('what the bot said is left out, what goes on in a second line is kept', () => {
    const { steps } = parseScene('x', `${head}老李：第一行\n  第二行\n  〔听懂〕回答\n机器人：一\n  二\n`);
    expect(steps.filter((step) => step.kind === 'says')).toEqual([
      { kind: 'says', name: '老李', text: '第一行\n第二行' },
    ]);
  });
});
