import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pngOf } from '../picture.ts';
import { type Office, openOffice } from './office.ts';
import { bodyOf, type Visitor, visit } from './visitor.ts';

const PICTURE = pngOf(30, 20);
const MEGABYTE = 1024 * 1024;

interface Seen {
  text: string;
  files: { id: string | null; name: string; shown: string }[];
  reply: { files: Seen['files']; lines: { text: string }[] } | null;
}

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

async function bound(who: 'wang' | 'bao' | 'other'): Promise<Visitor> {
  const visitor = await visit(office.url);
  await say(visitor, `绑定 ${await office.code(who)}`);
  return visitor;
}
async function say(visitor: Visitor, text: string): Promise<Seen> {
  await visitor.say(text);
  return newest(visitor, text);
}
async function newest(visitor: Visitor, text: string): Promise<Seen> {
  await expect.poll(async () => (await seen(visitor)).at(-1)?.reply ?? null).not.toBeNull();
  const last = (await seen(visitor)).at(-1);
  expect(last?.text).toBe(text);
  return last ?? { text, files: [], reply: null };
}
const seen = async (visitor: Visitor): Promise<Seen[]> =>
  (await bodyOf<{ entries: Seen[] }>(await visitor.fetch('/api/history'))).entries;

type Given = [name: string, bytes: Uint8Array];
function upload(visitor: Visitor, files: Given[], text = '', id: string = randomUUID(), headers = {}) {
  const form = new FormData();
  form.append('id', id);
  form.append('text', text);
  for (const [name, bytes] of files) form.append('file', new Blob([Buffer.from(bytes)]), name);
  return visitor.fetch('/api/files', { method: 'POST', body: form, headers });
}
const picture = (name = '发票.png'): Given => [name, PICTURE];
const REPORT = '三组王建国媳妇昨天住院了，花了八千';

it('takes pictures in with words, once however often they are sent, and shows them in the history', async () => {
  const wang = await bound('wang');
  const id = randomUUID();
  for (let time = 0; time < 3; time += 1) {
    const response = await upload(wang, [picture(), ['病历.pdf', Buffer.from('%PDF-1.7 …')]], REPORT, id);
    expect(response.status).toBe(202);
  }
  const { files, reply } = await newest(wang, REPORT);
  expect(files.map(({ name, shown }) => [name, shown])).toEqual([
    ['发票.png', 'picture'],
    ['病历.pdf', 'link'],
  ]);
  expect(reply?.lines.map(({ text }) => text)).toContain('附件2个。');
  expect(await office.storage.db.selectFrom('files').select('id').execute()).toHaveLength(2);
});

it('hands a file out to whoever may see the household, with everything about it locked', async () => {
  const [wang, bao, other] = [await bound('wang'), await bound('bao'), await bound('other')];
  await upload(wang, [picture("发'票(1).png"), ['病历.pdf', Buffer.from('%PDF-1.7 …')]], REPORT);
  await newest(wang, REPORT);
  await say(wang, '对');
  const shown = (await say(bao, '看 1')).reply?.files ?? [];
  expect(shown).toHaveLength(2);
  const [image, paper] = await Promise.all(shown.map(({ id }) => bao.fetch(`/api/file/${id}`)));
  expect(image?.status).toBe(200);
  expect(Buffer.from((await image?.arrayBuffer()) ?? new ArrayBuffer(0)).equals(PICTURE)).toBe(true);
  expect(Object.fromEntries(image?.headers ?? [])).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `inline; filename*=UTF-8''%E5%8F%91%27%E7%A5%A8%281%29.png`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=3600',
  });
  expect(paper?.headers.get('content-disposition')).toMatch(/^attachment; /);
  const path = `/api/file/${shown[0]?.id}`;
  expect((await wang.fetch(path)).status).toBe(200);
  const stranger = await visit(office.url);
  for (const nobody of [other, stranger]) expect((await nobody.fetch(path)).status).toBe(404);
  expect((await bao.fetch(`/api/file/${randomUUID()}`)).status).toBe(404);
  expect((await bao.fetch(path, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await fetch(office.url + path)).status).toBe(404);
});

it('refuses what cannot be kept, with a sentence, before anything of it is stored', async () => {
  const wang = await bound('wang');
  const large = new Uint8Array(10 * MEGABYTE + 1);
  large.set(PICTURE);
  const cases: [files: Given[], status: number, say: string][] = [
    [[['病毒.png', Buffer.from('MZ')]], 415, '“病毒.png”没有收下'],
    [[picture(), ['a.html', Buffer.from('<script>')]], 415, '“a.html”没有收下'],
    [[['大.png', large]], 413, '每个最多10兆'],
    [
      [
        ['大.png', large],
        ['大.png', large],
      ],
      413,
      '加起来不超过11兆',
    ],
    [Array.from({ length: 21 }, () => picture()), 400, '一次最多20个'],
    [[], 400, '再发一次'],
  ];
  for (const [files, status, sentence] of cases) {
    const response = await upload(wang, files);
    expect(response.status, sentence).toBe(status);
    expect((await bodyOf<{ say: string }>(response)).say).toContain(sentence);
  }
  expect((await upload(wang, [picture()], '羊'.repeat(2001))).status).toBe(400);
  expect((await upload(wang, [picture()], '', 'short')).status).toBe(400);
  expect(await seen(wang)).toHaveLength(1);
  expect(await office.storage.db.selectFrom('files').select('id').execute()).toEqual([]);
});

it('refuses strangers, other sites and too many', async () => {
  const stranger = await visit(office.url);
  const refused = await upload(stranger, [picture()]);
  expect(refused.status).toBe(403);
  expect((await bodyOf<{ say: string }>(refused)).say).toContain('绑定');
  expect(await seen(stranger)).toEqual([]);
  stranger.cookie = '';
  expect((await upload(stranger, [picture()])).status).toBe(401);
  const wang = await bound('wang');
  const foreign = { origin: 'https://evil.example' };
  expect((await upload(wang, [picture()], '', randomUUID(), foreign)).status).toBe(403);
  const statuses: number[] = [];
  for (let count = 0; count < 11; count += 1) statuses.push((await upload(wang, [picture()])).status);
  expect(statuses).toEqual([...Array(10).fill(202), 429]);
  // Words still get through.
  expect((await wang.say('待审')).status).toBe(202);
});

it('shows the picture of a notice to the one to whom it is written, and to nobody else', async () => {
  const [wang, bao, other] = [await bound('wang'), await bound('bao'), await bound('other')];
  await upload(wang, [picture('通知.png')], '通知的照片');
  const id = (await newest(wang, '通知的照片')).files[0]?.id ?? '';
  expect((await bao.fetch(`/api/file/${id}`)).status).toBe(404);
  const to = (
    await office.storage.db.selectFrom('persons').select('id').where('name', '=', '宝力德').execute()
  )[0];
  await office.app.inbox.notify(async () => [
    { to: to?.id ?? '', text: '明天上午开会', options: [], about: 'test', picture: id },
  ]);
  await office.app.outbox.flush();
  const history = await bodyOf<{ entries: { notice?: Seen }[] }>(await bao.fetch('/api/history'));
  expect(history.entries.at(-1)?.notice?.files).toEqual([{ id, name: '通知.png', shown: 'picture' }]);
  expect(await (await bao.open()).text()).toContain(`src="/api/file/${id}"`);
  expect((await bao.fetch(`/api/file/${id}`)).status).toBe(200);
  expect((await other.fetch(`/api/file/${id}`)).status).toBe(404);
});
