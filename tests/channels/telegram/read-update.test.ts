import type { Message, MessageEntity, Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { keyboardOf, labelOf } from '../../../src/channels/telegram/buttons.ts';
import { readUpdate } from '../../../src/channels/telegram/read-update.ts';

const ME = { id: 4242, username: 'cunkou_bot' };
const WANG = { id: 7, is_bot: false, first_name: '王秀英' };
const PRIVATE = { id: 7, type: 'private', first_name: '王秀英' } as const;
const GROUP = { id: -100, type: 'supergroup', title: '干部群' } as const;

function updateWith(more: Record<string, unknown>, chat: Message['chat'] = PRIVATE): Update {
  return { update_id: 1, message: { message_id: 5, date: 1, chat, from: WANG, ...more } } as Update;
}
/** Marks the words of a text as an entity. */
function entity(type: string, text: string, words: string): MessageEntity {
  return { type, offset: text.indexOf(words), length: words.length } as MessageEntity;
}
function said(text: string, entities: MessageEntity[] = [], chat: Message['chat'] = PRIVATE) {
  return readUpdate(updateWith({ text, entities }, chat), ME)?.message;
}

describe('a message', () => {
  it('carries the platform’s ids as text', () => {
    expect(said('低保')).toEqual({ chat: '7', messageId: '5', sender: '7', text: '低保' });
    expect(said('低保', [], GROUP)).toEqual({
      chat: '-100',
      messageId: '5',
      sender: '7',
      text: '低保',
      group: true,
      mention: false,
    });
  });

  it.each([
    ['@cunkou_bot 低保多少钱', '低保多少钱'],
    ['🐑𠮷@Cunkou_Bot低保多少钱', '🐑𠮷低保多少钱'],
    ['低保多少钱 @cunkou_bot', '低保多少钱'],
  ])('addresses the bot by its name: %s', (text, rest) => {
    const name = /@cunkou_bot/i.exec(text)?.[0] ?? '';
    expect(said(text, [entity('mention', text, name)], GROUP)).toMatchObject({ text: rest, mention: true });
  });

  it('addresses the bot by a command or an answer, and another by his name', () => {
    const command = (text: string) =>
      said(text, [entity('bot_command', text, text.split(' ')[0] ?? '')], GROUP);
    expect(command('/help@cunkou_bot')).toMatchObject({ text: '帮助', mention: true });
    expect(command('/help')).toMatchObject({ text: '帮助', mention: true });
    expect(command('/help@other_bot')?.mention).toBe(false);
    expect(
      said('@cunkou_bot2 你看', [entity('mention', '@cunkou_bot2 你看', '@cunkou_bot2')], GROUP)?.mention,
    ).toBe(false);
    const toBot = { text: '那五保呢', reply_to_message: { message_id: 4, from: { id: 4242, is_bot: true } } };
    expect(readUpdate(updateWith(toBot, GROUP), ME)?.message.mention).toBe(true);
    const toWang = { text: '那五保呢', reply_to_message: { message_id: 4, from: WANG } };
    expect(readUpdate(updateWith(toWang, GROUP), ME)?.message.mention).toBe(false);
  });

  it.each([
    ['/start', '你好'],
    ['/start 829134', '绑定 829134'],
    ['/start utm_source', '你好'],
    ['/START', '你好'],
    ['/bind 829134', '绑定 829134'],
    ['/me', '我的信息'],
    ['/nothing', '/nothing'],
    ['/', '/'],
    ['/help\n我', '帮助 我'],
  ])('a command stands for words: %s → %s', (text, words) => {
    expect(said(text)?.text).toBe(words);
  });

  it('is nothing where nobody talks', () => {
    const silent = [
      updateWith({ new_chat_members: [WANG] }, GROUP),
      updateWith({ pinned_message: {} }, GROUP),
      updateWith({ text: '一', from: { ...WANG, is_bot: true } }, GROUP),
      updateWith({ text: '一', is_automatic_forward: true, sender_chat: { id: -5 } }, GROUP),
      updateWith({ text: '一' }, { id: -5, type: 'channel', title: '频道' }),
      { update_id: 1 } as Update,
      { update_id: 1, edited_message: { text: '改' } } as unknown as Update,
    ];
    expect(silent.map((update) => readUpdate(update, ME))).toEqual(silent.map(() => null));
    // An anonymous administrator of a group is a person.
    const anonymous = { text: '一', from: { ...WANG, is_bot: true }, sender_chat: { id: -100 } };
    expect(readUpdate(updateWith(anonymous, GROUP), ME)).not.toBeNull();
  });

  it('says something without words too', () => {
    const place = readUpdate(updateWith({ location: { latitude: 39, longitude: 108 } }), ME);
    expect(place).toMatchObject({ message: { text: '' }, files: [] });
    expect(said('')).toMatchObject({ text: '' });
    expect(readUpdate(updateWith({ sticker: { emoji: '👍' } }), ME)?.message.text).toBe('👍');
  });

  it('names its files', () => {
    const size = (id: string, width: number) => ({ file_id: id, file_unique_id: id, width, height: 1 });
    const file = (id: string, more: Record<string, unknown>) => ({
      file_id: id,
      file_unique_id: id,
      ...more,
    });
    const kinds = [
      { photo: [size('s', 90), size('l', 1280)], caption: '照片' },
      { document: file('d', { file_name: '名单.xlsx', mime_type: 'application/zip', file_size: 9 }) },
      { document: file('i', { file_name: '图.png', mime_type: 'image/png' }) },
      { voice: file('v', { duration: 3 }) },
      { video: file('m', { duration: 3, mime_type: 'video/mp4' }) },
    ].map((more) => readUpdate(updateWith(more), ME));
    expect(kinds.flatMap((one) => one?.files)).toEqual([
      { kind: 'image', name: '照片.jpg', mime: 'image/jpeg', fileId: 'l', size: null },
      { kind: 'file', name: '名单.xlsx', mime: 'application/zip', fileId: 'd', size: 9 },
      { kind: 'image', name: '图.png', mime: 'image/png', fileId: 'i', size: null },
      { kind: 'voice', name: '语音.ogg', mime: 'audio/ogg', fileId: 'v', size: null },
      { kind: 'video', name: '视频.mp4', mime: 'video/mp4', fileId: 'm', size: null },
    ]);
    expect(kinds[0]?.message.text).toBe('照片');
  });
});

describe('buttons', () => {
  const labels = [
    '对',
    '低保'.repeat(10),
    `${'低保'.repeat(10)}甲`,
    `${'低保'.repeat(10)}乙`,
    '🐑'.repeat(40),
  ];
  const press = (data: string, markup: unknown) => {
    const message = { message_id: 3, date: 1, chat: GROUP, reply_markup: markup };
    return { id: 'q', from: WANG, chat_instance: '1', data, message } as unknown as Parameters<
      typeof labelOf
    >[0];
  };

  it('carry at most 64 bytes, each its own, and say their words', () => {
    const keyboard = keyboardOf(labels);
    const buttons = keyboard.inline_keyboard.flat() as { text: string; callback_data: string }[];
    expect(buttons.map(({ text }) => text)).toEqual(labels);
    for (const { callback_data: data } of buttons) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    expect(new Set(buttons.map((button) => button.callback_data)).size).toBe(labels.length);
    for (const { text, callback_data: data } of buttons) expect(labelOf(press(data, keyboard))).toBe(text);
    // A short word is in the button itself, and needs no message.
    expect(labelOf(press('=对', undefined))).toBe('对');
    expect(labelOf(press(buttons[4]?.callback_data ?? '', undefined))).toBeNull();
  });

  it('stand beside one another only where they are short', () => {
    const rows = (options: string[]) => keyboardOf(options).inline_keyboard.map((row) => row.length);
    expect(rows(['对', '不对', '再说一遍', '算了'])).toEqual([3, 1]);
    expect(rows(['对', '农村最低生活保障'])).toEqual([1, 1]);
  });

  it('address the bot, and ask again where their words are lost', () => {
    const update = { update_id: 9, callback_query: press('#gone', undefined) } as Update;
    expect(readUpdate(update, ME)).toEqual({
      message: { chat: '-100', messageId: 'press-q', sender: '7', text: '', group: true, mention: true },
      files: [],
      pressId: 'q',
    });
  });
});
