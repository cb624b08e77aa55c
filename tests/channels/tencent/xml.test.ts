import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsIn, readXml, textIn, writeXml } from '../../../src/channels/tencent/xml.ts';

const read = (xml: string, name: string): string => textIn(readXml(xml) ?? {}, name);

describe('a platform’s XML', () => {
  it('keeps what was written: figures with their noughts, entities, markup', () => {
    for (const text of ['007', '0110', '1e3', 'true', '&lt;b&gt;', '<b>粗</b>', '你好 &amp; 再见'])
      expect(read(`<xml><Content><![CDATA[${text}]]></Content></xml>`, 'Content')).toBe(text);
    expect(read('<xml><MsgId>04561255354251345929</MsgId></xml>', 'MsgId')).toBe('04561255354251345929');
  });

  it('is refused with a document type, and where it is none', () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aa">]><xml><Content>&a;</Content></xml>';
    for (const body of [bomb, bomb.toLowerCase(), '', '{}', '你好', '<xml>', '<a>1</a>', '<xml/>'])
      expect(readXml(body)).toBeNull();
    expect(readXml(`<xml>${'<a>'.repeat(20_000)}</xml>`)).toBeNull();
  });

  it('gives no field that nobody sent', () => {
    const fields = readXml('<xml><A>1</A></xml>') ?? {};
    for (const name of ['B', 'toString', '__proto__', 'constructor']) {
      expect(textIn(fields, name)).toBe('');
      expect(fieldsIn(fields, name)).toEqual([]);
    }
  });

  it('gives one field and several of a name alike', () => {
    const one = readXml('<xml><E><List><T>1</T></List></E></xml>') ?? {};
    const two = readXml('<xml><E><List><T>1</T></List><List><T>2</T></List></E></xml>') ?? {};
    const texts = [one, two].map((fields) =>
      fieldsIn(fields, 'E').flatMap((inside) => fieldsIn(inside, 'List').map((list) => textIn(list, 'T'))),
    );
    expect(texts).toEqual([['1'], ['1', '2']]);
  });

  it('is written so that it reads back, whatever a person wrote', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((some) => `村${some}口`);
    fc.assert(
      fc.property(text, (content) => {
        const kept = content.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
        expect(read(writeXml({ Content: content, CreateTime: 7 }), 'Content')).toBe(
          kept.replace(/\r\n?/g, '\n'),
        );
      }),
    );
    for (const content of [']]>', 'a]]>b]]]>c', '</Content>', '<![CDATA[x]]>'])
      expect(read(writeXml({ Content: content }), 'Content')).toBe(content);
    expect(writeXml({ A: 1, B: { C: '二' } })).toBe('<xml><A>1</A><B><C><![CDATA[二]]></C></B></xml>');
  });
});
