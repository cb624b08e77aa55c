import { XMLParser } from 'fast-xml-parser';

/** A platform's message: text, or fields within fields; a field that came several times is a list. */
export type XmlValue = string | XmlFields | XmlValue[];
export interface XmlFields {
  readonly [name: string]: XmlValue | undefined;
}

// Values stay as they were written: a person's 0110 must not become 110.
const parser = new XMLParser({ parseTagValue: false, processEntities: false, ignoreAttributes: true });

/** The fields inside `<xml>`. Null where it is not such a message. */
export function readXml(body: string): XmlFields | null {
  // Nobody's message declares a document type; whoever sends one wants entities opened.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(body)) return null;
  try {
    const { xml }: { xml?: unknown } = parser.parse(body);
    return isFields(xml) ? xml : null;
  } catch {
    return null;
  }
}

/** One field as text; '' where it is missing or holds fields. */
export function textIn(fields: XmlFields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** The fields within a field, as a list, whether there were none, one or many. */
export function fieldsIn(fields: XmlFields, name: string): XmlFields[] {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return (Array.isArray(value) ? value : [value]).filter(isFields);
}

/** Writes a message; numbers bare, text so that nothing in it can end its field. */
export function writeXml(fields: Readonly<Record<string, string | number | XmlOut>>): string {
  return `<xml>${inside(fields)}</xml>`;
}

interface XmlOut {
  readonly [name: string]: string | number | XmlOut;
}

function inside(fields: XmlOut): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${written(value)}</${name}>`)
    .join('');
}

function written(value: string | number | XmlOut): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `<![CDATA[${allowed(value).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return inside(value);
}

/** XML has no way of writing control characters, and one of them spoils the whole message. */
function allowed(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

function isFields(value: unknown): value is XmlFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
