import { describe, expect, it } from 'vitest';
import { homeRegion } from '../../src/commands/home-region.ts';
import { assembleKnowledge, readKnowledge } from '../../src/policies/policies.ts';
import { PROJECT } from './village.ts';

const knowledge = assembleKnowledge(readKnowledge(PROJECT));
const HANGJIN = '内蒙古自治区/鄂尔多斯市/杭锦旗';

describe('the setting REGION', () => {
  it.each([
    ['杭锦', HANGJIN],
    ['杭锦旗', HANGJIN],
    [HANGJIN, HANGJIN],
    [` ${HANGJIN}/ `, HANGJIN],
    [`${HANGJIN}/锡尼镇/新来的嘎查`, `${HANGJIN}/锡尼镇/新来的嘎查`],
  ])('%s means %s', (written, path) => {
    expect(homeRegion(knowledge, written)).toEqual({ ok: true, path });
  });

  it.each([
    ['杭绵旗', '杭锦旗'],
    ['内蒙古自治区/鄂尔多斯市/杭绵旗', HANGJIN],
    ['内蒙古/鄂尔多斯市/杭锦旗', HANGJIN],
  ])('%s is refused, and %s is proposed', (written, proposed) => {
    const result = homeRegion(knowledge, written);
    expect(result.ok ? '' : result.message).toMatch(
      new RegExp(`^REGION：.*“${written}”.*是不是“.*${proposed}”`),
    );
  });

  it('is refused with all candidates where several places have the name', () => {
    const [name, places] = [...knowledge.regions.byName].find(([, found]) => found.length > 1) ?? ['', []];
    const result = homeRegion(knowledge, name);
    expect(places.length).toBeGreaterThan(1);
    for (const { path } of places) expect(result.ok ? '' : result.message).toContain(path);
  });
});
