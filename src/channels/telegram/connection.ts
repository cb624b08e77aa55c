import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';

/** A line that the other side may close any moment is not used again: what is sent into it is neither sent nor unsent. */
const IDLE_MS = 15_000;

/** Keeps lines to the Bot API open, through an HTTP proxy where one is given. */
export function createConnection(apiRoot: string, proxy: string | null): http.Agent {
  const secure = new URL(apiRoot).protocol === 'https:';
  const agent = new (secure ? https : http).Agent({ keepAlive: true, timeout: IDLE_MS });
  if (proxy === null) return agent;
  return Object.assign(agent, {
    createConnection(
      target: { host?: string; port?: number | string },
      ready: (error: Error | null, socket?: Duplex) => void,
    ): void {
      const host = target.host ?? 'localhost';
      tunnel(new URL(proxy), host, Number(target.port), (error, socket) => {
        if (socket === undefined || !secure) return ready(error, socket);
        const safe = connect({ socket, servername: host });
        safe.once('error', ready);
        safe.once('secureConnect', () => {
          safe.off('error', ready);
          ready(null, safe);
        });
      });
    },
  });
}

function tunnel(
  proxy: URL,
  host: string,
  port: number,
  ready: (error: Error | null, socket?: Duplex) => void,
): void {
  const login = Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`);
  const request = http.request({
    host: proxy.hostname,
    port: proxy.port || 80,
    method: 'CONNECT',
    path: `${host}:${port}`,
    headers: {
      Host: `${host}:${port}`,
      ...(proxy.username === '' ? {} : { 'Proxy-Authorization': `Basic ${login.toString('base64')}` }),
    },
    timeout: IDLE_MS,
  });
  request.once('connect', (response, socket) => {
    if (response.statusCode === 200) return ready(null, socket);
    socket.destroy();
    ready(proxyError(`the proxy answered ${response.statusCode}`));
  });
  request.once('timeout', () => request.destroy(proxyError('the proxy did not answer')));
  request.once('error', (error) => ready(proxyError(error.message)));
  request.end();
}

/** Nothing has left where the proxy itself fails. */
function proxyError(message: string): Error {
  return Object.assign(new Error(message), { code: 'EPROXY' });
}
