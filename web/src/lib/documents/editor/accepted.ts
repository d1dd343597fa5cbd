/** Which files can become a version, and what their names tell. The server looks into them; this only spares a needless way there. */
import type { Schemas } from '#lib/api/client.ts';

type MediaType = Schemas['MediaType'];
export type VersionLanguage = Schemas['VersionLanguage'];

const extensions: Record<MediaType, readonly string[]> = {
  'application/pdf': ['pdf'], 'image/png': ['png'], 'image/jpeg': ['jpg', 'jpeg'], 'text/csv': ['csv'], 'text/plain': ['txt', 'text'], 'text/markdown': ['md', 'markdown'],
  'application/vnd.oasis.opendocument.text': ['odt'], 'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'], 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx']
};

const types = Object.keys(extensions) as MediaType[];

/** For the `accept` of a file input. */
export const accept = types.flatMap((type) => extensions[type].map((extension) => `.${extension}`)).join(',');

export const typeOf = (name: string): MediaType | undefined => {
  const extension = name.split('.').at(-1)!.toLowerCase();
  return name.includes('.') ? types.find((type) => extensions[type].includes(extension)) : undefined;
};

/** What the server found wrong inside a file of that type. */
export const family = (type: MediaType): 'pdf' | 'image' | 'text' | 'office' =>
  type === 'application/pdf' ? 'pdf' : type.startsWith('image/') ? 'image' : type.startsWith('text/') ? 'text' : 'office';

/** How people write a language into the name of a file. */
const words: Record<VersionLanguage, RegExp> = { sq: /^(sq|alb|shqip)$/, sr: /^(sr|srp|serb|srpski)$/, en: /^(en|eng|english|anglisht)$/, mul: /^(mul|multi)$/ };
export const versionLanguages = Object.keys(words) as VersionLanguage[];

/** The language that a name says: plani-sq.pdf. */
export function languageOf(name: string): VersionLanguage | null {
  const parts = name.toLowerCase().split(/[^a-z]+/);
  return versionLanguages.find((language) => parts.some((part) => words[language].test(part))) ?? null;
}
