import { describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { typeOf } from '../../src/conversation/file-types.ts';
import { pngOf } from '../channels/picture.ts';

const text = (...parts: string[]) => Buffer.from(parts.join(''), 'latin1');

describe('the type of a file', () => {
  it.each([
    ['a JPEG', text('\xff\xd8\xff\xe0\x00\x10JFIF'), 'image/jpeg', 'image'],
    ['a PNG', pngOf(3, 3), 'image/png', 'image'],
    ['a WebP', text('RIFF\x00\x00\x00\x00WEBPVP8 '), 'image/webp', 'image'],
    ['a GIF', text('GIF89a\x01\x00'), 'image/gif', 'image'],
    ['an iPhone’s picture', text('\x00\x00\x00\x18ftypheic\x00\x00'), 'image/heic', 'image'],
    ['a PDF', text('%PDF-1.4\n'), 'application/pdf', 'file'],
    ['an AMR', text('#!AMR\n\x3c'), 'audio/amr', 'voice'],
    ['an MP3 with a tag', text('ID3\x03\x00'), 'audio/mpeg', 'voice'],
    ['an MP3 without one', text('\xff\xfb\x90\x00'), 'audio/mpeg', 'voice'],
    ['Telegram’s voice', text('OggS\x00\x02'), 'audio/ogg', 'voice'],
    ['an MP4', text('\x00\x00\x00\x18ftypmp42\x00\x00'), 'video/mp4', 'video'],
  ])('is told of %s', (_name, bytes, mime, kind) => {
    expect(typeOf(bytes)).toEqual({ mime, kind });
  });

  it('is told of a real Excel file, and of a Word file by what lies in the archive', async () => {
    const sheet = await writeExcelFile([[{ value: '户主' }]]).toBuffer();
    expect(typeOf(sheet)?.mime).toContain('spreadsheetml');
    const word = text('PK\x03\x04', '[Content_Types].xml', 'word/document.xml');
    expect(typeOf(word)?.mime).toContain('wordprocessingml');
  });

  it.each([
    ['nothing', text('')],
    ['a program', text('MZ\x90\x00')],
    ['a script', text('#!/bin/sh\n')],
    ['a page', text('<!DOCTYPE html><script>')],
    ['a drawing that may hold a script', text('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['another archive', text('PK\x03\x04', 'a.exe')],
    [
      'a Word file with macros',
      text('PK\x03\x04', '[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'),
    ],
    ['a RIFF that is a sound', text('RIFF\x00\x00\x00\x00WAVEfmt ')],
    ['half a PNG mark', text('\x89PNG\r\n')],
  ])('is none of %s', (_name, bytes) => {
    expect(typeOf(bytes)).toBeNull();
  });
});
