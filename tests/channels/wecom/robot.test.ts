import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ChannelParts } from '../../../src/channels/channel.ts';
import {
  createWecomRobotChannel,
  type WecomSettings,
  wecomRobotCapabilities,
  wecomRobots,
} from '../../../src/channels/wecom/wecom.ts';
import { createLog } from '../../../src/log/log.ts';
import { pngOf } from '../picture.ts';
import { createFakeWecom, ROBOT_KEY } from './fake-wecom.ts';
import { settingsFor } from './harness.ts';
import { outgoing } from './stage.ts';

async function openRobot(robots = `锡尼镇群=${ROBOT_KEY}，旧群=gone-key`) {
  const fake = createFakeWecom();
  await fake.open();
  onTestFinished(() => fake.close());
  const settings = settingsFor(fake, { WECOM_ROBOTS: robots });
  const lines = new PassThrough();
  const log = createLog({ level: 'trace', to: lines });
  const channel = createWecomRobotChannel({ settings, log } as ChannelParts<WecomSettings>, 500);
  return { fake, channel, logged: () => String(lines.read() ?? '') };
}

const toGroup = (more: Parameters<typeof outgoing>[0] = {}) => outgoing({ chat: '锡尼镇群', ...more });

describe('a group robot', () => {
  it('says a notice, and shows a picture after it', async () => {
    const { fake, channel } = await openRobot();
    const bytes = pngOf(5, 5);
    const picture = { name: '图.png', mime: 'image/png', bytes };
    expect(await channel.send(toGroup({ picture }))).toEqual({ kind: 'sent', messageId: null });
    expect(fake.shown.map(({ text, picture: shown }) => shown?.equals(bytes) ?? text)).toEqual([
      '明天上午九点开会',
      true,
    ]);
    expect(fake.shown[1]?.body).toMatchObject({ image: { md5: expect.stringMatching(/^[0-9a-f]{32}$/) } });
  });

  it.each(['联系王建国13812345678', '身份证152725198001010017的老人', '打到6222021234567890123'])(
    'never says a person’s number to a whole group: %s',
    async (text) => {
      const { fake, channel, logged } = await openRobot();
      expect((await channel.send(toGroup({ text }))).kind).toBe('never');
      expect(fake.calls).toEqual([]);
      expect(logged()).not.toContain(text);
    },
  );

  it('whose key is gone, or whom nobody named, is given up', async () => {
    const { channel } = await openRobot();
    expect((await channel.send(toGroup({ chat: '旧群' }))).kind).toBe('blocked');
    expect((await channel.send(toGroup({ chat: '别的群' }))).kind).toBe('blocked');
  });

  it('that talks too much waits by itself, within what we allow it never', async () => {
    const { fake, channel } = await openRobot();
    const [quota] = wecomRobotCapabilities.quotas;
    for (let at = 0; at < (quota?.messages ?? 0) * 2; at += 1)
      expect((await channel.send(toGroup({ id: `m${at}` }))).kind).toBe('sent');
    expect(await channel.send(toGroup({ id: 'more' }))).toMatchObject({ kind: 'later', scope: 'chat' });
    expect(fake.shown).toHaveLength(20);
  });

  it('does not say its words twice where only the picture failed', async () => {
    const { fake, channel } = await openRobot();
    fake.fail({ path: '/cgi-bin/webhook/send', status: 500, after: 1 });
    const picture = { name: '图.png', mime: 'image/png', bytes: pngOf(2, 2) };
    expect((await channel.send(toGroup({ picture }))).kind).toBe('unknown');
    fake.fail({ path: '/cgi-bin/webhook/send', status: 500 });
    expect((await channel.send(toGroup({ picture }))).kind).toBe('later');
    const pdf = { name: '文件.pdf', mime: 'application/pdf', bytes: Buffer.from('x') };
    expect((await channel.send(toGroup({ picture: pdf }))).kind).toBe('never');
  });

  it('is read from the settings by name and key', () => {
    const settings = { WECOM_ROBOTS: ' 甲=a-1 ，乙=b_2,丙=c3' } as WecomSettings;
    expect([...wecomRobots(settings)]).toEqual([
      ['甲', 'a-1'],
      ['乙', 'b_2'],
      ['丙', 'c3'],
    ]);
    expect(wecomRobots({} as WecomSettings).size).toBe(0);
  });
});
