import { READ_ALOUD, STOP_READING } from './words.js';

/** Slower than speech usually is: the listener may be old, and the words are new to him. */
const RATE = 0.8;

const voice = 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window ? speechSynthesis : null;
/** The button whose text is being read. */
let reading = null;

// A reading goes on after the page is left, and some browsers then never end it.
if (voice) window.addEventListener('pagehide', stop);

/** A button that reads `texts` aloud and stops when it is pressed again; null where the browser cannot. */
export function readAloudButton(texts) {
  if (!voice || !speaksChinese()) return null;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'read-aloud';
  button.textContent = READ_ALOUD;
  button.addEventListener('click', () => {
    const again = reading === button;
    stop();
    if (!again) start(button, texts);
  });
  return button;
}

/** Many phones name their voices late or never, so only a list without Chinese counts as a no. */
function speaksChinese() {
  const voices = voice.getVoices();
  return voices.length === 0 || voices.some(({ lang }) => /^(zh|cmn|yue)/i.test(lang));
}

function start(button, texts) {
  reading = button;
  button.textContent = STOP_READING;
  // One line at a time: Chromium falls silent in the middle of a long text.
  texts.forEach((text, index) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = 'zh-CN';
    utterance.rate = RATE;
    utterance.onerror = () => ended(button);
    if (index === texts.length - 1) utterance.onend = () => ended(button);
    voice.speak(utterance);
  });
}

function stop() {
  voice.cancel();
  if (reading) ended(reading);
}

function ended(button) {
  button.textContent = READ_ALOUD;
  if (reading === button) reading = null;
}
