/** Everything that a page needs to speak one of the four: messages, plurals, dates, numbers, order. */
import { compare as albanianOrder, number as albanianNumber } from './albanian.ts';
import { addressOf, fetchCatalog, type Catalog, type Key, type Part, type PluralKey } from './catalog.ts';
import { toCyrillic } from './cyrillic.ts';
import { datesFor } from './dates.ts';
import { htmlLang, intlTag, langOf, langs, type Lang, type Locale } from './locale.ts';

export type { Key } from './catalog.ts';
export * from './locale.ts';

type Values = Record<string, string | number>;
export interface Translated { sq: string | null; sr: string | null; en: string | null }
/** A text of the record as it is shown: in which language, and whether that is not the reader's. */
export interface Shown { text: string; lang: Lang; htmlLang: string; foreign: boolean }

/** Where a text is missing, the reader is shown another language, marked as such: the official ones first. */
const order: Record<Lang, readonly Lang[]> = { sq: ['sq', 'sr', 'en'], sr: ['sr', 'sq', 'en'], en: ['en', 'sq', 'sr'] };

/** `addresses`: where the browser finds the catalog. */
export function speak(locale: Locale, catalog: Catalog, addresses: readonly string[] = []) {
  const lang = langOf[locale];
  const own = (text: string) => (locale === 'sr-cyrl' ? toCyrillic(text) : text);
  const plural = new Intl.PluralRules(intlTag[locale]);
  const numbers = new Intl.NumberFormat(intlTag[locale], { maximumFractionDigits: 1 });
  const number = locale === 'sq' ? albanianNumber : (n: number) => numbers.format(n);
  const collator = new Intl.Collator(intlTag[locale]);
  const fill = (key: string, values?: Values) =>
    own(catalog[key] ?? `⟦${key}⟧`).replace(/\{(\w+)\}/g, (all, name: string) => {
      const value = values?.[name];
      return typeof value === 'number' ? number(value) : (value ?? all);
    });
  const show = (text: Translated | null | undefined): Shown | null => {
    const found = text && order[lang].find((l) => text[l] !== null);
    if (!found) return null;
    const serbian = found === 'sr';
    return { text: serbian ? own(text[found]!) : text[found]!, lang: found, htmlLang: serbian && locale === 'sr-cyrl' ? htmlLang['sr-cyrl'] : htmlLang[found], foreign: found !== lang };
  };
  return {
    locale,
    lang,
    addresses,
    t: (key: Key, values?: Values) => fill(key, values),
    has: (key: string): key is Key => key in catalog,
    n: (key: PluralKey, count: number) => fill(`${key}_${plural.select(count)}`, { count }),
    /** Our own Serbian text in the reader's script; any other language as it is. */
    own: (text: string, of: string) => (of === 'sr' ? own(text) : text),
    show,
    plain: (text: Translated | null | undefined) => show(text)?.text ?? null,
    number,
    ...datesFor(locale),
    compare: locale === 'sq' ? albanianOrder : collator.compare.bind(collator),
    size: (bytes: number) => (bytes < 950_000 ? `${number(Math.max(1, Math.round(bytes / 1000)))}\u00a0kB` : `${number(bytes / 1e6)}\u00a0MB`)
  };
}

export type I18n = ReturnType<typeof speak>;

export async function loadI18n(locale: Locale, fetch: typeof globalThis.fetch, ...parts: Part[]): Promise<I18n> {
  const catalogs = await Promise.all(parts.map((part) => fetchCatalog(part, langOf[locale], fetch)));
  return speak(locale, Object.assign({}, ...catalogs) as Catalog, parts.map((part) => addressOf(part, langOf[locale])));
}

export const languageKey = (lang: Lang | 'mul'): Key => `lang_${lang}`;
export { langs };
