import { describeSetting, SETTINGS_PARTS, type SettingName } from '../config.ts';
import { EXAMPLE_HEAD } from './settings-words.ts';

const WIDTH = 116;

/** `settings`: every setting with its help and its default, as .env.example has them. */
export function settingsExample(): string {
  const parts = SETTINGS_PARTS.map(
    ({ title, names }) => `# ---- ${title} ----\n\n${names.map(blockOf).join('\n\n')}`,
  );
  return `${[EXAMPLE_HEAD, ...parts].join('\n\n')}\n`;
}

function blockOf(name: SettingName): string {
  const { help, words, usual } = describeSetting(name);
  return [...wrapped(help).map((line) => `# ${line}`), `# ${words}`, `#${name}=${usual}`].join('\n');
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
