import { expect, it } from 'vitest';
import { newDeskSession, readDeskSession } from '../../src/conversation/desk-session.ts';

const kept = {
  answer: { region: 'a' },
  report: { draft: 1 },
  remind: null,
  person: 'p1',
  asked: 'erase' as const,
};

it('reads what was kept of the same person', () => {
  expect(readDeskSession(JSON.parse(JSON.stringify(kept)), 'p1')).toEqual(kept);
});

it.each([null, 'p2'])('begins anew for %s', (person) => {
  expect(readDeskSession(kept, person)).toEqual(newDeskSession(person));
});

it.each([{ region: 'a', category: null, last: null, reply: null, pending: null }, ['heard'], 7, null])(
  'reads %j as the answering turn’s part',
  (stored) => {
    expect(readDeskSession(stored, null)).toEqual({ ...newDeskSession(null), answer: stored });
  },
);
