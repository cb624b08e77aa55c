import type { IncomingFile } from '../../conversation/conversation.ts';
import type { Api } from '../tencent/api.ts';
import { askFile } from '../tencent/http.ts';
import type { SaidFile } from './incoming.ts';

/** The platform waits 5 seconds for the whole request. */
const LIMIT = { maxBytes: 10 * 1024 * 1024, timeoutMs: 1800 };
/** Where WeChat keeps pictures. Any other address in a message is not fetched: it might be one of our own network. */
const PICTURE_HOST = /(?:^|\.)qpic\.cn$/;

/** Fetches a picture at once: its address and its number are good for a short time only. Without content where that fails. */
export async function fetchFile(api: Api, file: SaidFile, root: string): Promise<IncomingFile> {
  const { kind, name, mediaId, url } = file;
  if (kind !== 'image') return { kind, name };
  if (url !== '' && isOfPlatform(url, root)) {
    const got = await askFile(url, LIMIT);
    if (got.ok && got.value.mime.startsWith('image/')) return { kind, name, content: got.value };
  }
  if (mediaId === '') return { kind, name };
  const got = await api.download('/cgi-bin/media/get', { media_id: mediaId }, LIMIT);
  return got.ok ? { kind, name, content: got.value } : { kind, name };
}

function isOfPlatform(url: string, root: string): boolean {
  if (!URL.canParse(url)) return false;
  const { host, hostname } = new URL(url);
  return PICTURE_HOST.test(hostname) || host === new URL(root).host;
}
