import type { Outgoing } from '../channel.ts';

/** The platform's own limit of a text, in bytes; what is longer it refuses, or cuts. */
const TEXT_BYTES = 2048;

/** WeChat makes links of `<a …>`; a name or a sentence that somebody typed must not become one. */
export function plainText(text: string): string {
  return text.replace(/<(?=\/?a[\s>])/gi, '＜');
}

/** May it go back in the platform's own request? A picture would have to be uploaded first. */
export function fitsInline({ text, picture }: Outgoing): boolean {
  return picture === null && text !== '' && Buffer.byteLength(plainText(text)) <= TEXT_BYTES;
}
