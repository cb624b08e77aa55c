import * as http from 'node:http';
import * as https from 'node:https';
import type { Api } from 'grammy';
import type { IncomingFile } from '../../conversation/conversation.ts';
import type { Log } from '../../log/log.ts';
import { troubleOf } from './outcome.ts';
import type { FileThere } from './read-update.ts';
import { TELEGRAM, type TelegramConfig } from './settings.ts';

/** The platform hands out 20 MB; what people photograph is smaller, and more would only fill the disk. */
export const FILE_LIMIT = 10 * 1024 * 1024;

/** Fetches a file at once, because its address lives for an hour only. Where that fails, it is passed on by name. */
export function createFiles(parts: {
  api: Api;
  config: TelegramConfig;
  agent: http.Agent;
  log: Log;
  timeoutMs: number;
}): (file: FileThere) => Promise<IncomingFile> {
  const { api, config, agent, log, timeoutMs } = parts;

  async function bytesOf(file: FileThere): Promise<Uint8Array | null> {
    if (file.size !== null && file.size > FILE_LIMIT) return null;
    try {
      const { file_path: path } = await api.getFile(file.fileId);
      if (path === undefined) return null;
      return await download(
        `${config.apiRoot}/file/bot${config.token}/${path}`,
        agent,
        AbortSignal.timeout(timeoutMs),
      );
    } catch (error) {
      const { reason } = troubleOf(error);
      log.warn({ channel: TELEGRAM, reason }, 'a file could not be fetched; passed on without its bytes');
      return null;
    }
  }

  return async (file) => {
    const bytes = await bytesOf(file);
    const { kind, name, mime } = file;
    return { kind, name, ...(bytes === null ? {} : { content: { mime, bytes } }) };
  };
}

/** Null where it is refused or larger than the limit. */
function download(address: string, agent: http.Agent, signal: AbortSignal): Promise<Uint8Array | null> {
  const { get } = address.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const request = get(address, { agent, signal }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > FILE_LIMIT) {
          resolve(null);
          response.destroy();
        }
      });
      response.on('error', reject);
      response.on('end', () => resolve(response.statusCode === 200 ? Buffer.concat(chunks) : null));
    });
    request.on('error', reject);
  });
}
