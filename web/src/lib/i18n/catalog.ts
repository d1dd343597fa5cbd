/** The catalogs: one JSON file per language and part. Their keys are types, so an unknown key does not compile. */
import type accounts from '../../../messages/accounts.sq.json';
import type edit from '../../../messages/edit.sq.json';
import type files from '../../../messages/files.sq.json';
import type follow from '../../../messages/follow.sq.json';
import type moderation from '../../../messages/moderation.sq.json';
import type site from '../../../messages/site.sq.json';
import type staff from '../../../messages/staff.sq.json';
import type texts from '../../../messages/texts.sq.json';
import type { Lang } from './locale.ts';

interface Parts {
  site: typeof site; texts: typeof texts; follow: typeof follow; staff: typeof staff; moderation: typeof moderation; edit: typeof edit; files: typeof files; accounts: typeof accounts;
}
export type Part = keyof Parts;
type FileKey = { [P in Part]: keyof Parts[P] }[Part];
type Plural<K> = K extends `${infer P}_other` ? (`${P}_one` extends FileKey ? P : never) : never;
export type PluralKey = Plural<FileKey>;
export type Key = Exclude<FileKey, `${PluralKey}_${'one' | 'few' | 'other'}`>;
export type Catalog = Record<string, string>;

/** Addresses with a hash. SvelteKit writes what a page fetched at build time into it, so that the browser asks for nothing. */
const addresses = import.meta.glob<string>('../../../messages/*.json', { query: '?url', import: 'default', eager: true });

export const fetchCatalog = async (part: Part, lang: Lang, fetch: typeof globalThis.fetch): Promise<Catalog> =>
  (await (await fetch(addresses[`../../../messages/${part}.${lang}.json`]!)).json()) as Catalog;
