import { CANNOT_LISTEN, LISTENING, NO_MICROPHONE, SPEAK } from './words.js';

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

/** Puts spoken words into `field`, for the person to see and send. The button stays hidden where it cannot work. */
export function setUpVoiceInput({ button, field, onText, onProblem }) {
  // Browsers give the microphone to secure pages only.
  if (!Recognition || !window.isSecureContext) return;
  const recognition = new Recognition();
  recognition.lang = 'zh-CN';
  recognition.interimResults = true;
  let listening = false;
  let before = '';

  const show = (now) => {
    listening = now;
    button.textContent = now ? LISTENING : SPEAK;
    button.setAttribute('aria-pressed', String(now));
  };
  button.addEventListener('click', () => {
    if (listening) return recognition.stop();
    before = field.value;
    try {
      recognition.start();
      show(true);
    } catch {
      // It throws where the last listening is still ending; the next press works.
    }
  });
  recognition.onresult = ({ results }) => {
    field.value = before + Array.from(results, (result) => result[0].transcript).join('');
    onText();
  };
  recognition.onend = () => show(false);
  recognition.onerror = ({ error }) => {
    show(false);
    if (error === 'not-allowed' || error === 'audio-capture') onProblem(NO_MICROPHONE);
    if (error === 'network' || error === 'service-not-allowed' || error === 'language-not-supported') {
      button.hidden = true;
      onProblem(CANNOT_LISTEN);
    }
  };
  show(false);
  button.hidden = false;
}
