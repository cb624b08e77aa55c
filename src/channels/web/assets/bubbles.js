import { smallPicture } from './attach.js';
import { readAloudButton } from './read-aloud.js';
import { BOT_SAID, CHOICES_LABEL, I_SAID, picture } from './words.js';

// ../bubbles.tsx makes the same elements on the server; whoever changes one changes both.
// All that a person or the bot said goes in as text, never as markup.

const log = document.getElementById('log');
/** Message id -> the bubble of what the person said. */
const mine = new Map();
/** The replies that are shown, by id. */
const shown = new Set();
/** The messages whose replies are shown, by id. */
const answered = new Set();

/** Takes away what is shown. */
export function clear() {
  log.textContent = '';
  mine.clear();
  shown.clear();
  answered.clear();
}

/** Shows what a person said, once. */
export function showMine({ messageId, text, files }) {
  const known = mine.get(messageId);
  if (known) return known;
  const bubble = element('article', 'bubble mine');
  bubble.append(element('span', 'unseen', I_SAID));
  if (text) bubble.append(element('p', '', text));
  if (files && files.length > 0) bubble.append(fileList(files));
  mine.set(messageId, bubble);
  log.append(bubble);
  return bubble;
}

/** Shows what the bot said without being asked. Gives its bubble when it is new. */
export function showNotice({ notice }) {
  if (shown.has(notice.id)) return null;
  shown.add(notice.id);
  const bubble = replyBubble(notice);
  log.append(bubble);
  return bubble;
}

/** Shows an exchange; what of it is there already stays. Gives the reply's bubble when it is new. */
export function showExchange(exchange) {
  const question = showMine(exchange);
  // What was shown out of this browser's own memory can from now on be opened from the server.
  const files = question.querySelector('.files');
  if (files && exchange.files.length > 0) files.replaceWith(fileList(exchange.files));
  const { reply } = exchange;
  if (!reply || shown.has(reply.id)) return null;
  shown.add(reply.id);
  setState(exchange.messageId, '');
  answered.add(exchange.messageId);
  const bubble = replyBubble(reply);
  // Right below its question, also when the person has already asked the next.
  question.after(bubble);
  return bubble;
}

export function isAnswered(messageId) {
  return answered.has(messageId);
}

/** What has become of a message: a word below it, or a button where the person can do something. */
export function setState(messageId, text, onPress) {
  const bubble = mine.get(messageId);
  // The reply may come down the stream before the acknowledgement of its message.
  if (!bubble || answered.has(messageId)) return;
  const before = bubble.querySelector('.state');
  if (before) before.remove();
  if (!text) return;
  const state = element(onPress ? 'button' : 'p', 'state', text);
  if (onPress) {
    state.type = 'button';
    state.addEventListener('click', onPress);
  }
  bubble.append(state);
}

/** Takes one message away. */
export function removeMine(messageId) {
  const bubble = mine.get(messageId);
  if (bubble) bubble.remove();
  mine.delete(messageId);
}

/** Brings a bubble into sight: all of it, or its first line where it is longer than the screen. */
export function bringIntoSight(bubble) {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  const hidden = Number.parseFloat(scrollPaddingTop) + Number.parseFloat(scrollPaddingBottom);
  const fits = bubble.offsetHeight < window.innerHeight - hidden;
  bubble.scrollIntoView({ block: fits ? 'nearest' : 'start', behavior: still ? 'auto' : 'smooth' });
}

function replyBubble({ lines, options, files }) {
  const bubble = element('article', 'bubble');
  bubble.append(element('span', 'unseen', BOT_SAID));
  for (const { role, text } of lines) bubble.append(element('p', role, text));
  if (files.length > 0) bubble.append(fileList(files));
  if (options.length > 0) bubble.append(optionButtons(options));
  const button = readAloudButton(spoken(lines, options));
  if (button) bubble.append(button);
  return bubble;
}

/** Pictures small, all else by its name; of one that is still to be sent only this browser has the content. */
function fileList(files) {
  const list = element('ul', 'files');
  for (const file of files) list.append(fileEntry(file));
  return list;
}

function fileEntry(file) {
  const item = element('li', '');
  if (!file.id) {
    const name = element('span', 'file-name', file.name);
    item.append(name);
    if (file instanceof Blob)
      smallPicture(file).then((small) => {
        if (small) name.replaceWith(small);
      });
    return item;
  }
  const link = element('a', file.shown === 'picture' ? 'picture' : 'file-name');
  link.href = `/api/file/${file.id}`;
  if (file.shown === 'picture') {
    link.target = '_blank';
    link.rel = 'noopener';
    link.setAttribute('aria-label', picture(file.name));
    const image = element('img', '');
    image.src = link.href;
    image.alt = '';
    image.loading = 'lazy';
    link.append(image);
  } else {
    link.textContent = file.name;
    link.download = file.name;
  }
  item.append(link);
  return item;
}

function optionButtons(options) {
  const group = element('fieldset', 'options');
  group.setAttribute('aria-label', CHOICES_LABEL);
  options.forEach(({ label }, index) => {
    const button = element('button', '');
    button.type = 'button';
    button.name = 'pressed';
    button.value = label;
    button.append(element('span', 'number', String(index + 1)), ` ${label}`);
    group.append(button);
  });
  return group;
}

/** A document's title and number help nobody who listens. */
function spoken(lines, options) {
  return [
    ...lines.filter(({ role }) => role !== 'source').map(({ text }) => text),
    ...options.map(({ label }, index) => `${index + 1}，${label}`),
  ];
}

function element(name, className, text = '') {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
