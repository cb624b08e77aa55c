import { describe, expect, it } from 'vitest';
import { createBreaker } from '../../../src/channels/wechaty/breaker.ts';
import { createIdentity, type KnownContact } from '../../../src/channels/wechaty/identity.ts';
import { outcomeOf, wordFor } from '../../../src/channels/wechaty/outcome.ts';
import { fixedClock } from '../../../src/clock/clock.ts';

interface Person extends KnownContact {
  remark: string;
}

function person(id: string, remark = ''): Person {
  const made: Person = { id, remark, alias: () => Promise.resolve(made.remark) };
  return made;
}

function login(self: string, people: Person[], options: { marks?: boolean; refuses?: boolean } = {}) {
  let ms = 0;
  const identity = createIdentity<Person>({
    self,
    marks: options.marks ?? false,
    now: () => ms,
    book: {
      all: () => Promise.resolve(people),
      find: (id) => Promise.resolve(people.find((one) => one.id === id)),
      setAlias(contact, alias) {
        if (options.refuses) return Promise.reject(new Error('unsupported'));
        contact.remark = alias;
        return Promise.resolve();
      },
    },
  });
  return { identity, later: (by: number) => (ms += by) };
}

describe('who a contact of WeChat is', () => {
  it('is told by our own account’s id and his, so that an id of another log-in is nobody', async () => {
    const wang = person('@a');
    const { identity } = login('self-1', [wang]);
    const id = await identity.ofContact(wang);
    expect(await identity.named(id)).toEqual({ contact: wang });
    expect(await login('self-1', [wang]).identity.named(id)).toEqual({ contact: wang });
    expect(await login('self-2', [wang]).identity.named(id)).toBe('gone');
    expect(await login('self-2', [wang]).identity.ofContact(wang)).not.toBe(id);
  });

  it('tells rooms from contacts', async () => {
    const { identity } = login('self-1', []);
    expect(await identity.named(identity.ofRoom('r1@chatroom'))).toEqual({ room: 'r1@chatroom' });
    for (const nonsense of ['', '~', 'x~y', '../..', '\u0000', 'mark~', 'self-1~@a'])
      expect(await identity.named(nonsense)).toBe('gone');
  });

  it('is found again by his remark, whatever his id and ours are', async () => {
    const wang = person('@a', '王秀英');
    const id = await login('self-1', [wang], { marks: true }).identity.ofContact(wang);
    expect(wang.remark).toMatch(/^王秀英村口-[a-z2-9]{8}$/);
    const again = person('@b', wang.remark);
    const { identity } = login('self-2', [person('@a'), again], { marks: true });
    expect(await identity.ofContact(again)).toBe(id);
    expect(await identity.named(id)).toEqual({ contact: again });
  });

  it('is waited for while the contact list is not complete', async () => {
    const wang = person('@a');
    const id = await login('self-1', [wang], { marks: true }).identity.ofContact(wang);
    const people: Person[] = [];
    const { identity, later } = login('self-2', people, { marks: true });
    expect(await identity.named(id)).toBe('later');
    people.push(person('@b', wang.remark));
    expect(await identity.named(id)).toBe('later');
    later(61_000);
    expect(await identity.named(id)).toEqual({ contact: people[0] });
  });

  it('is not believed where two carry one remark', async () => {
    const remark = '村口-abcdefgh';
    const [one, two] = [person('@a', remark), person('@b', remark)];
    const { identity } = login('self-1', [one, two], { marks: true });
    const ids = [await identity.ofContact(one), await identity.ofContact(two)];
    expect(new Set(ids).size).toBe(2);
    expect(ids.join()).not.toContain('mark~');
    expect(await identity.named('mark~abcdefgh')).toBe('gone');
  });

  it('keeps the id of this log-in where the remark cannot be written', async () => {
    const wang = person('@a');
    const { identity } = login('self-1', [wang], { marks: true, refuses: true });
    const id = await identity.ofContact(wang);
    expect(id).toMatch(/~@a$/);
    // Also when somebody writes one by hand in between: a conversation does not change its name.
    wang.remark = '村口-abcdefgh';
    expect(await identity.ofContact(wang)).toBe(id);
  });
});

describe('what an exception of wechaty means', () => {
  it.each([
    ['操作过于频繁，请稍后再试', 'later'],
    ['1205 == 0', 'later'],
    ['not logged in', 'later'],
    ['1101 == 0', 'later'],
    ['你还不是他（她）朋友，请先发送朋友验证请求', 'blocked'],
    ['消息已发出，但被对方拒收了', 'blocked'],
    ['Wechaty Puppet Unsupported API Error', 'never'],
    ['14 UNAVAILABLE: No connection established', 'later'],
    ['14 UNAVAILABLE: Connection dropped', 'unknown'],
    ['4 DEADLINE_EXCEEDED: Deadline exceeded', 'unknown'],
    ['read ECONNRESET', 'unknown'],
    ['2 UNKNOWN: something', 'later'],
  ])('%s: %s', (message, kind) => {
    expect(outcomeOf(new Error(message)).kind).toBe(kind);
  });

  it('never passes on what it says', () => {
    const error = new Error('王秀英 is no friend, 14 UNAVAILABLE');
    expect(JSON.stringify(outcomeOf(error))).not.toContain('王秀英');
    expect(wordFor(error)).toBe('UNAVAILABLE');
    expect(wordFor(new TypeError('王秀英'))).toBe('TypeError');
  });
});

describe('the breaker', () => {
  const MINUTE = 60_000;
  const refusal = outcomeOf(new Error('2 UNKNOWN: something'));
  const tooOften = outcomeOf(new Error('操作过于频繁'));

  it('breaks for half an hour, then an hour, until something goes through', () => {
    const clock = fixedClock('2026-03-18T01:00:00Z');
    const breaker = createBreaker(() => clock.now());
    expect(breaker.after(tooOften)).toMatchObject({ kind: 'later', scope: 'channel', afterMs: 30 * MINUTE });
    // Another one that was on its way meanwhile counts once.
    expect(breaker.after(tooOften)).toMatchObject({ afterMs: 30 * MINUTE });
    clock.set('2026-03-18T01:30:00Z');
    expect(breaker.waitMs()).toBe(0);
    expect(breaker.after(tooOften)).toMatchObject({ afterMs: 60 * MINUTE });
    clock.set('2026-03-18T02:30:00Z');
    expect(breaker.after({ kind: 'sent', messageId: null })).toMatchObject({ kind: 'sent' });
    expect(breaker.after(tooOften)).toMatchObject({ afterMs: 30 * MINUTE });
  });

  it('breaks after five refusals on end, not after five among successes', () => {
    const clock = fixedClock('2026-03-18T01:00:00Z');
    const breaker = createBreaker(() => clock.now());
    for (let at = 0; at < 20; at += 1) {
      breaker.after(refusal);
      if (at % 4 === 3) breaker.after({ kind: 'sent', messageId: null });
    }
    expect(breaker.waitMs()).toBe(0);
    for (let at = 0; at < 5; at += 1) breaker.after(refusal);
    expect(breaker.waitMs()).toBe(30 * MINUTE);
  });
});
