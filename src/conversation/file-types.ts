import type { Attachment } from '../job/job.ts';

/** What a file is by its content; a name proves nothing. */
export interface FileType {
  mime: string;
  kind: Attachment['kind'];
}

const type = (mime: string, kind: Attachment['kind']): FileType => ({ mime, kind });

const JPEG = type('image/jpeg', 'image');
const PNG = type('image/png', 'image');
const WEBP = type('image/webp', 'image');
const GIF = type('image/gif', 'image');
const HEIC = type('image/heic', 'image');
const PDF = type('application/pdf', 'file');
const DOCX = type('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'file');
const XLSX = type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'file');
const AMR = type('audio/amr', 'voice');
const MP3 = type('audio/mpeg', 'voice');
// Telegram records its voice messages so.
const OGG = type('audio/ogg', 'voice');
const MP4 = type('video/mp4', 'video');

const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
const MP4_BRANDS = new Set(['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'qt  ']);

/** Reads the type off the first bytes; null where it is none that is kept. */
export function typeOf(bytes: Uint8Array): FileType | null {
  const at = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (at(0, 3) === '\xff\xd8\xff') return JPEG;
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return PNG;
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WEBP') return WEBP;
  if (at(0, 6) === 'GIF87a' || at(0, 6) === 'GIF89a') return GIF;
  if (at(4, 8) === 'ftyp') {
    const brand = at(8, 12);
    return HEIC_BRANDS.has(brand) ? HEIC : MP4_BRANDS.has(brand) ? MP4 : null;
  }
  if (at(0, 5) === '%PDF-') return PDF;
  if (at(0, 4) === 'PK\x03\x04') return officeType(bytes);
  if (at(0, 5) === '#!AMR') return AMR;
  if (at(0, 4) === 'OggS') return OGG;
  // A tag, or straight away the first frame of MPEG layer III.
  if (at(0, 3) === 'ID3' || (bytes[0] === 0xff && [0xfb, 0xf3, 0xf2, 0xfa].includes(bytes[1] ?? 0)))
    return MP3;
  return null;
}

/** Word and Excel files are archives; which of the two it is tell the names within. Others are refused. */
function officeType(bytes: Uint8Array): FileType | null {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!archive.includes('[Content_Types].xml')) return null;
  // With macros it would be another type of document.
  if (archive.includes('vbaProject.bin')) return null;
  if (archive.includes('word/document.xml')) return DOCX;
  return archive.includes('xl/workbook.xml') ? XLSX : null;
}
