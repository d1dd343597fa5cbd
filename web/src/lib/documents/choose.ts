/** Which version of a document a reader gets. */
import type { Schemas } from '#lib/api/client.ts';
import type { Document, Version } from '#lib/api/record.ts';
import type { Lang } from '#lib/i18n/index.ts';

/** What the server makes HTML of. */
const readable: Schemas['MediaType'][] = ['text/markdown', 'text/plain'];
/** What the server lets browsers show in a viewer of their own. */
const shown: Schemas['MediaType'][] = ['application/pdf', 'image/png', 'image/jpeg'];

const order: Record<Lang, readonly string[]> = { sq: ['sq', 'mul', 'sr', 'en'], sr: ['sr', 'mul', 'sq', 'en'], en: ['en', 'mul', 'sq', 'sr'] };

/** The newest version in the reader's language, or else in the next best one. */
export function choose(document: Document, lang: Lang, usable: (v: Version) => boolean = () => true): Version | undefined {
  const newest = [...document.versions].filter(usable).sort((a, b) => b.number - a.number);
  return order[lang].map((language) => newest.find((v) => v.language === language)).find((v) => v !== undefined);
}

export const isReadable = (v: Version): boolean => readable.includes(v.media_type);
export const opensInPlace = (v: Version): boolean => shown.includes(v.media_type);

/** Where the text of this very version is read, on the page of its document. */
export const textPlace = (v: Version): string => `?version=${v.number}#text`;

/** The newest version of each language is the one in force. */
export const isCurrent = (document: Document, v: Version): boolean =>
  document.versions.every((other) => other.language !== v.language || other.number <= v.number);

export const fileUrl = (id: string, v: Version): string => `/api/v1/documents/${id}/versions/${v.number}/file`;

const names: Record<Schemas['MediaType'], string> = {
  'application/pdf': 'PDF', 'image/png': 'PNG', 'image/jpeg': 'JPEG', 'text/csv': 'CSV', 'text/plain': 'TXT', 'text/markdown': 'Markdown',
  'application/vnd.oasis.opendocument.text': 'ODT', 'application/vnd.oasis.opendocument.spreadsheet': 'ODS',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX'
};
export const nameOf = (type: Schemas['MediaType']): string => names[type];
export const typeName = (v: Version): string => nameOf(v.media_type);
export const typeNames: readonly string[] = Object.values(names);
