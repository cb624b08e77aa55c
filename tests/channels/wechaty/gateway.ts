import { createServer } from 'node:net';
import { FileBox, type FileBoxInterface } from 'file-box';
import * as PUPPET from 'wechaty-puppet';
import { mock, PuppetMock } from 'wechaty-puppet-mock';
import { PuppetServer } from 'wechaty-puppet-service';

/** What the puppet behind the gateway does with the next thing it is to send: throws, or never comes back. */
export type PuppetFault = Error | 'silence';

/** What WeChat was given, by the contact's or the room's id. */
export interface Sent {
  to: string;
  text: string;
  picture: Uint8Array | null;
}

/** WeChat, played by wechaty's own mock, with what the mock leaves out: pictures, remarks, requests and faults. */
class WeChat extends PuppetMock {
  readonly sent: Sent[] = [];
  readonly faults: { error: PuppetFault; taken: boolean }[] = [];
  readonly requests = new Map<string, { contactId: string; type: PUPPET.types.Friendship }>();
  readonly accepted: string[] = [];
  /** A gateway whose stream has died while its calls still work. */
  deaf = false;

  override ding(data?: string): void {
    if (!this.deaf) setImmediate(() => this.emit('dong', { data: data ?? '' }));
  }
  override async messageSendText(to: string, text: string): Promise<void> {
    await this.take({ to, text, picture: null });
  }
  /** Some puppets tell the id of what they have sent; the mock’s type knows nothing of it. */
  tellIds(): void {
    const messageSendText = async (to: string, text: string): Promise<string> => {
      await this.take({ to, text, picture: null });
      const id = `sent-${this.sent.length}`;
      const type = PUPPET.types.Message.Text;
      const message = { id, talkerId: this.currentUserId, listenerId: to, text, timestamp: 0, type };
      this.mocker.MessageMock.create(message);
      return id;
    };
    Object.assign(this, { messageSendText });
  }
  override async messageSendFile(to: string, file: FileBoxInterface): Promise<void> {
    await this.take({ to, text: '', picture: await file.toBuffer() });
  }
  private async take(sent: Sent): Promise<void> {
    const fault = this.faults.shift();
    if (fault === undefined || fault.taken) this.sent.push(sent);
    if (fault?.error === 'silence') await new Promise(() => undefined);
    else if (fault !== undefined) throw fault.error;
  }
  override contactAlias(id: string): Promise<string>;
  override contactAlias(id: string, alias: string | null): Promise<void>;
  override contactAlias(id: string, alias?: string | null): Promise<string> | Promise<void> {
    const payload = this.mocker.contactPayload(id);
    if (alias === undefined) return Promise.resolve(payload.alias ?? '');
    this.mocker.cacheContactPayload.set(id, { ...payload, alias: alias ?? '' });
    return Promise.resolve();
  }
  override async friendshipRawPayload(id: string): Promise<unknown> {
    return { id, hello: '我是村民', ticket: '', timestamp: 0, ...this.requests.get(id) };
  }
  override async friendshipAccept(id: string): Promise<void> {
    this.accepted.push(id);
  }
}

export interface Gateway {
  readonly token: string;
  readonly port: number;
  readonly weChat: WeChat;
  readonly mocker: mock.Mocker;
  /** The bot's own account logs in. */
  logIn(id: string): void;
  contact(id: string, name: string): void;
  say(message: { id: string; from: string; room?: string; mention?: boolean; text: string }): void;
  show(message: { id: string; from: string; picture: Uint8Array | null }): void;
  /** The same message, delivered once more. */
  again(id: string): void;
  friend(id: string, contactId: string): void;
  /** The gateway's process dies. */
  die(): Promise<void>;
}

export const BOT = 'bot-account';

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

/** A gateway of wechaty's own on loopback: gRPC, TLS with the certificate that is built in, a token. */
export async function openGateway(
  options: { port?: number; token?: string; self?: string | null } = {},
): Promise<Gateway> {
  const token = options.token ?? 'insecure_of-the-tests';
  const port = options.port ?? (await freePort());
  const mocker = new mock.Mocker();
  const weChat = new WeChat({ mocker });
  const server = new PuppetServer({ endpoint: `127.0.0.1:${port}`, token, puppet: weChat });
  const self = options.self === undefined ? BOT : options.self;

  function contact(id: string, name: string): void {
    if (!mocker.cacheContactPayload.has(id)) mocker.createContact({ id, name, alias: '' });
  }
  function logIn(id: string): void {
    contact(id, '村口');
    mocker.login(mocker.ContactMock.load(id));
  }
  // The puppet starts when the first bot comes.
  mocker.use(() => {
    if (self !== null) logIn(self);
    return () => undefined;
  });
  function emit(payload: PUPPET.payloads.Message): void {
    mocker.MessageMock.create(payload);
    weChat.emit('message', { messageId: payload.id });
  }
  function place(from: string, room: string | undefined) {
    contact(from, from);
    if (room === undefined) return { talkerId: from, listenerId: weChat.currentUserId };
    if (!mocker.cacheRoomPayload.has(room)) mocker.createRoom({ id: room, topic: room, memberIdList: [] });
    const members = mocker.roomPayload(room).memberIdList;
    for (const id of [from, weChat.currentUserId]) if (!members.includes(id)) members.push(id);
    return { talkerId: from, roomId: room };
  }
  await server.start();

  return {
    token,
    port,
    weChat,
    mocker,
    logIn,
    contact,
    say({ id, from, room, mention = false, text }) {
      emit({
        id,
        ...place(from, room),
        text: mention ? `@村口\u2005${text}` : text,
        mentionIdList: mention ? [weChat.currentUserId] : [],
        timestamp: 0,
        type: PUPPET.types.Message.Text,
      } as PUPPET.payloads.Message);
    },
    show({ id, from, picture }) {
      if (picture !== null) {
        const box = FileBox.fromBase64(Buffer.from(picture).toString('base64'), '照片.png');
        mocker.cacheFileBoxPayload.set(id, box.toJSON());
      }
      emit({
        id,
        ...place(from, undefined),
        timestamp: 0,
        type: PUPPET.types.Message.Image,
      } as PUPPET.payloads.Message);
    },
    again(id) {
      weChat.emit('message', { messageId: id });
    },
    friend(id, contactId) {
      weChat.requests.set(id, { contactId, type: PUPPET.types.Friendship.Receive });
      weChat.emit('friendship', { friendshipId: id });
    },
    async die() {
      await server.stop();
      await weChat.stop();
    },
  };
}
