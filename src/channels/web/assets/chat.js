import { setUpAttach } from './attach.js';
import {
  bringIntoSight,
  clear,
  isAnswered,
  removeMine,
  setState,
  showExchange,
  showMine,
  showNotice,
} from './bubbles.js';
import { keepClear, setUpComposer } from './composer.js';
import { loadUnsentFiles } from './file-store.js';
import { tellParent } from './frame.js';
import { createWatch, readHistory, readHistoryInTheEnd } from './history.js';
import { listen } from './live.js';
import { createSender, drop, keep, unsent } from './outbox.js';
import { readAloudButton } from './read-aloud.js';
import { createStatus } from './status.js';
import { setUpTypeSize } from './type-size.js';
import { setUpVoiceInput } from './voice-input.js';
import {
  FILE_LIMITS,
  LOOKING_UP,
  NO_COOKIES,
  NOT_SENT,
  REALLY_ANEW,
  SENDING,
  sendingFiles,
} from './words.js';

const byId = (id) => document.getElementById(id);
const log = byId('log');
const field = byId('text');
const status = createStatus(byId('status'));
/** The messages that were said on this page since it was opened, by id. */
const saidHere = new Set();
/** The last reply and the last notice that were shown. */
const cursor = { reply: 0, notice: 0 };
/** Whether the history has been drawn. */
let begun = false;

const send = createSender({
  sending: ({ messageId }) => setState(messageId, SENDING),
  progress: ({ messageId }, share) => setState(messageId, sendingFiles(Math.floor(share * 100))),
  sent(message) {
    status.reached();
    status.clearNotice();
    if (isAnswered(message.messageId)) return;
    setState(message.messageId, LOOKING_UP);
    watch.add(message);
  },
  failed: ({ messageId }) => setState(messageId, NOT_SENT, send),
  slowed: status.notice,
  refused({ messageId, text, files }, say, error) {
    removeMine(messageId);
    composer.giveBack(text);
    // Who has to bind first would else send them along with his code, again and again.
    if (files && error !== 'not-bound') attach.giveBack(files);
    status.notice(say);
  },
  noChat: openAgain,
});

const watch = createWatch({
  look: catchUp,
  again(message) {
    keep(message);
    send();
  },
});

const composer = setUpComposer({
  form: byId('say'),
  field,
  onSend: sayWithFiles,
  onSay: say,
  onInput: status.clearNotice,
  mayBeEmpty: () => !attach.isEmpty(),
});
const attach = setUpAttach({
  button: byId('attach'),
  input: byId('files'),
  tray: byId('tray'),
  // Before anything is chosen, so that nobody picks twenty long videos in vain.
  onPress: () => status.notice(FILE_LIMITS),
  onProblem: status.notice,
  onChange: status.clearNotice,
});

/** What is too heavy for one message follows in others; the words go with the first. */
function sayWithFiles(text) {
  const [first, ...others] = attach.take();
  say(text, first);
  for (const files of others) say('', files);
}

function say(text, files) {
  status.clearNotice();
  const message = { messageId: newId(), text, at: Date.now(), ...(files ? { files } : {}) };
  keep(message);
  saidHere.add(message.messageId);
  const bubble = showMine(message);
  send();
  bringIntoSight(bubble);
}

/** On a plain-http address in a village network, browsers have no randomUUID. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function receive(entry) {
  if (entry.notice) receiveNotice(entry);
  else receiveExchange(entry);
}

function receiveNotice(entry) {
  const atTheEnd = isAtTheEnd();
  const bubble = showNotice(entry);
  cursor.notice = Math.max(cursor.notice, entry.notice.seq);
  // Whoever is reading further up is not torn away.
  if (bubble && begun && atTheEnd) bringIntoSight(bubble);
}

function isAtTheEnd() {
  const { scrollHeight } = document.documentElement;
  return window.scrollY + window.innerHeight > scrollHeight - 160;
}

function receiveExchange(exchange) {
  const bubble = showExchange(exchange);
  if (!exchange.reply) return;
  cursor.reply = Math.max(cursor.reply, exchange.reply.seq);
  // The server has it, even where its acknowledgement got lost on the way.
  drop(exchange.messageId);
  watch.done(exchange.messageId);
  if (bubble && saidHere.has(exchange.messageId)) bringIntoSight(bubble);
}

async function catchUp() {
  const history = await readHistory();
  if (history === 'no-chat') return openAgain();
  // Before the page has begun, what the server drew would stand there a second time.
  if (history && begun) history.entries.forEach(receive);
}

/** The server does not know our cookie any more: opening the page gives a new one, and what is unsent is kept. */
function openAgain() {
  if (new URLSearchParams(location.search).has('again')) {
    tellParent('no-cookies');
    return status.notice(NO_COOKIES);
  }
  location.replace('/?again');
}

async function startAnew() {
  if (!confirm(REALLY_ANEW)) return;
  for (const { messageId } of unsent()) drop(messageId);
  await fetch('/api/forget', { method: 'POST' }).catch(() => null);
  location.replace('/');
}

async function begin() {
  setUpTypeSize(byId('smaller'), byId('larger'));
  setUpVoiceInput({ button: byId('speak'), field, onText: composer.grow, onProblem: status.notice });
  byId('anew').addEventListener('click', startAnew);
  byId('tools').hidden = false;
  keepClear(document.querySelector('header'), byId('say'));
  const greeting = byId('greeting');
  const button = readAloudButton(
    Array.from(greeting.querySelectorAll('p, button'), (part) => part.textContent),
  );
  if (button) greeting.append(button);

  const history = await readHistoryInTheEnd(status.lost);
  if (history === 'no-chat') return openAgain();
  // The server has drawn the same already; drawn anew it gets its read-aloud buttons. Nobody wants it announced.
  log.setAttribute('aria-busy', 'true');
  clear();
  history.entries.forEach(receive);
  for (const { notice, reply, ...message } of history.entries) if (!notice && !reply) watch.add(message);
  [cursor.reply, cursor.notice] = history.cursor.split('.').map(Number);
  log.removeAttribute('aria-busy');
  begun = true;
  tellParent('ready');
  // Known again, so a later loss of the cookie may be mended in the same way.
  if (location.search) window.history.replaceState(null, '', '/');
  await loadUnsentFiles();
  unsent().forEach(showMine);
  if (log.lastElementChild) log.lastElementChild.scrollIntoView({ block: 'end' });
  send();
  listen(() => `${cursor.reply}.${cursor.notice}`, {
    entry: receive,
    open() {
      status.reached();
      send();
    },
    lost(times) {
      status.lost();
      // Where streams do not come through, or our cookie is not known, only asking tells.
      if (times > 1) catchUp();
    },
  });
}

begin();
