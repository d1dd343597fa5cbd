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

/** Addresses with a hash: whoever was here before has the catalog already. */
const addresses = import.meta.glob<string>('../../../messages/*.json', { query: '?url', import: 'default', eager: true });
/** At build time they come from the disk. Through `fetch` SvelteKit would write each of them into every page, in front of what there is to read. */
const onDisk = import.meta.env.SSR ? import.meta.glob<Catalog>('../../../messages/*.json', { import: 'default' }) : {};

const fileOf = (part: Part, lang: Lang) => `../../../messages/${part}.${lang}.json`;
export const addressOf = (part: Part, lang: Lang): string => addresses[fileOf(part, lang)]!;
export const fetchCatalog = async (part: Part, lang: Lang, fetch: typeof globalThis.fetch): Promise<Catalog> =>
  onDisk[fileOf(part, lang)]?.() ?? ((await (await fetch(addressOf(part, lang))).json()) as Catalog);
