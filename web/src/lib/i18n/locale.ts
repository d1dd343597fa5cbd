/** The four ways of reading the site. Serbian Cyrillic is made from Serbian Latin when it is shown. */
export type Locale = 'sq' | 'sr' | 'sr-cyrl' | 'en';
export type Lang = 'sq' | 'sr' | 'en';

export const locales: readonly Locale[] = ['sq', 'sr', 'sr-cyrl', 'en'];
export const langs: readonly Lang[] = ['sq', 'sr', 'en'];
export const localeName: Record<Locale, string> = { sq: 'Shqip', sr: 'Srpski', 'sr-cyrl': 'Српски', en: 'English' };
/** The lang attribute (BCP 47). */
export const htmlLang: Record<Locale, string> = { sq: 'sq', sr: 'sr-Latn', 'sr-cyrl': 'sr-Cyrl', en: 'en' };
/** The tag for dates, numbers and plurals. */
export const intlTag: Record<Locale, string> = { sq: 'sq-XK', sr: 'sr-Latn-XK', 'sr-cyrl': 'sr-Cyrl-XK', en: 'en-GB' };
/** The language in which the record is read. */
export const langOf: Record<Locale, Lang> = { sq: 'sq', sr: 'sr', 'sr-cyrl': 'sr', en: 'en' };
export const isLocale = (x: string | undefined): x is Locale => locales.includes(x as Locale);

/** The best of ours for what a browser says it speaks. */
export function preferred(languages: readonly string[]): Locale {
  for (const tag of languages) {
    const low = tag.toLowerCase();
    if (low.startsWith('sr') || low.startsWith('bs') || low.startsWith('hr')) return low.includes('cyrl') ? 'sr-cyrl' : 'sr';
    if (low.startsWith('sq')) return 'sq';
    if (low.startsWith('en')) return 'en';
  }
  return 'sq';
}
