import { describe, expect, test } from 'vitest';
import { CHANGES } from '../src/report/changes/index.ts';
import { KIND_WORDS } from '../src/report/wording.ts';
import { playScene, SCENE_NAMES, SCENES, type Sent, written } from './play-scene.ts';

/**
 * Plays each tests/report-scenes/*.jsonl against the real data and compares what the bot sent whole.
 * `npx vitest run tests/report-scenes.test.ts -u` records them anew (-u at the end); the difference is read as copy
 * before it is committed.
 */
const played = new Map<string, Sent[]>();

async function playOf(name: string): Promise<Sent[]> {
  const sent = played.get(name) ?? (await playScene(name));
  played.set(name, sent);
  return sent;
}

describe('report scenes', () => {
  test.each(SCENE_NAMES)('%s', async (name) => {
    const sent = await playOf(name);
    expect(sent.length, 'the bot said nothing').toBeGreaterThan(0);
    await expect(sent.map(written).join('')).toMatchFileSnapshot(`${SCENES}${name}.out.txt`);
  });

  test.each(CHANGES.map(({ id }) => id))('show the change kind %s, read back and then filed', async (id) => {
    const files = await Promise.all(SCENE_NAMES.map(playOf));
    const shown = files.some((sent) => {
      const readBack = sent.findIndex(
        ({ about, text }) => about === 'report-read-back' && text.includes(KIND_WORDS[id]),
      );
      return readBack >= 0 && sent.slice(readBack).some(({ about }) => about === 'report-filed');
    });
    expect(shown, `${id} in tests/report-scenes/`).toBe(true);
  });
});
