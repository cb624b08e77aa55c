import { CHOSEN, chosenSum, FILES_TOO_MANY, fileTooLarge, REMOVE } from './words.js';

const MOST = 20;
const LARGEST = 10 * 1024 * 1024;
/** What one message may weigh; more is sent in several. */
const TOGETHER = 11 * 1024 * 1024;
/** Pixels of the longer side of a small picture. */
const SMALL = 240;

/** Wires the button that chooses pictures and files, and the tray in which they wait to be sent. */
export function setUpAttach({ button, input, tray, onPress, onProblem, onChange }) {
  let chosen = [];

  function show() {
    tray.textContent = '';
    tray.hidden = chosen.length === 0;
    if (chosen.length === 0) return;
    const sum = document.createElement('p');
    sum.textContent = chosenSum(chosen.length, megabytes(chosen));
    const list = document.createElement('ul');
    list.setAttribute('aria-label', CHOSEN);
    for (const [index, file] of chosen.entries()) list.append(entry(file, index));
    tray.append(list, sum);
  }

  function entry(file, index) {
    const item = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = file.name;
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = '✕';
    remove.setAttribute('aria-label', REMOVE(file.name));
    remove.addEventListener('click', () => {
      onChange();
      chosen.splice(index, 1);
      show();
      const next = tray.querySelectorAll('button');
      (next[Math.min(index, next.length - 1)] || button).focus();
    });
    item.append(name, remove);
    smallPicture(file).then((picture) => {
      if (picture) name.replaceWith(picture);
    });
    return item;
  }

  function add(files) {
    onChange();
    for (const file of files) {
      if (file.size > LARGEST) onProblem(fileTooLarge(file.name));
      else if (chosen.length >= MOST) onProblem(FILES_TOO_MANY);
      else if (!chosen.some(({ name, size, lastModified }) => sameAs(file, name, size, lastModified)))
        chosen.push(file);
    }
    show();
  }

  button.addEventListener('click', () => {
    onPress();
    input.click();
  });
  input.addEventListener('change', () => {
    add(Array.from(input.files));
    // So that the same picture can be chosen again after it was taken out.
    input.value = '';
  });
  button.hidden = false;
  return {
    /** What was chosen, in portions that one message can carry; the tray is empty afterwards. */
    take() {
      const portions = [];
      let weight = 0;
      for (const file of chosen) {
        if (portions.length === 0 || weight + file.size > TOGETHER) {
          portions.push([]);
          weight = 0;
        }
        portions.at(-1).push(file);
        weight += file.size;
      }
      chosen = [];
      show();
      return portions;
    },
    giveBack: add,
    isEmpty: () => chosen.length === 0,
  };
}

function sameAs(file, name, size, lastModified) {
  return file.name === name && file.size === size && file.lastModified === lastModified;
}

function megabytes(files) {
  const sum = files.reduce((all, { size }) => all + size, 0) / 1024 / 1024;
  return sum < 0.1 ? '0.1' : sum.toFixed(1);
}

/** A small copy as an `img`, drawn here so that nothing but `data:` is needed; null where the browser cannot show it. */
export async function smallPicture(file) {
  if (!file.type.startsWith('image/')) return null;
  try {
    const whole = await createImageBitmap(file);
    const scale = Math.min(1, SMALL / Math.max(whole.width, whole.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(whole.width * scale));
    canvas.height = Math.max(1, Math.round(whole.height * scale));
    canvas.getContext('2d').drawImage(whole, 0, 0, canvas.width, canvas.height);
    whole.close();
    const picture = document.createElement('img');
    picture.alt = file.name;
    picture.src = canvas.toDataURL('image/jpeg', 0.8);
    return picture;
  } catch {
    return null;
  }
}
