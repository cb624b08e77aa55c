import type { IncomingFile } from '../../src/conversation/conversation.ts';
import { pngOf } from '../channels/picture.ts';

/** The play of the crash test: for each household a report with a picture, its 对, and two steps of review. */

export const SPEAKERS = ['wang', 'wang', 'bao', 'town'] as const;
export const REPLIES = ['report-read-back', 'report-filed', 'report-reviewed', 'report-reviewed'] as const;
const MESSAGES_EACH = SPEAKERS.length;

/** Which household message N is about, from 0, and which of the four messages it is. */
export function placeOf(number: number): { house: number; step: number } {
  return { house: Math.floor(number / MESSAGES_EACH), step: number % MESSAGES_EACH };
}

export function messageOf(number: number): { sender: string; text: string; attachments: IncomingFile[] } {
  const { house, step } = placeOf(number);
  const sender = SPEAKERS[step] ?? '';
  if (step === 1) return { sender, text: '对', attachments: [] };
  if (step > 1) return { sender, text: `通过 ${house + 1}`, attachments: [] };
  const content = { mime: 'image/png', bytes: pictureOf(house) };
  return {
    sender,
    text: `${house + 1}组甲一家昨天卖了12只羊，得了${sumOf(house)}块`,
    attachments: [{ kind: 'image', name: `${house}.png`, content }],
  };
}

export function sumOf(house: number): number {
  return 1000 + house;
}

export function pictureOf(house: number): Buffer {
  return pngOf(10 + house, 10);
}
