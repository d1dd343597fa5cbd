import { describe, expect, test } from 'vitest';
import * as albanian from '../../src/lib/i18n/albanian.ts';
import { toCyrillic } from '../../src/lib/i18n/cyrillic.ts';
import { civilDay, datesFor, daysBetween, span } from '../../src/lib/i18n/dates.ts';
import { speak } from '../../src/lib/i18n/index.ts';
import { locales, preferred } from '../../src/lib/i18n/locale.ts';
import { words } from './words.ts';

describe('Serbian Cyrillic', () => {
  test.each(words)('%s → %s', (latin, cyrillic) => expect(toCyrillic(latin)).toBe(cyrillic));
  test('there are 200 words of the domain', () => expect(words.length).toBeGreaterThanOrEqual(200));
  test('names, codes, addresses and placeholders stay as they are', () => {
    const same = ['{count}', 'https://ogpkosova.org/index-srb.html', 'ogpkosova.org', 'HPR-7KQ4M2XD9TVB7KQ4M2XD', 'XK0014', 'Open Data Kosovo', 'Lëvizja FOL', 'CiviKos', 'SHA-256', '/api/v1/milestones', 'JSON', 'a.b@example.org'];
    for (const text of same) expect(toCyrillic(text)).toBe(text);
    expect(toCyrillic('Verzija {version}, PDF na https://a.b/c')).toBe('Верзија {version}, PDF на https://a.b/c');
  });
});

describe('dates are as precise as they are known', () => {
  const told = (locale: Parameters<typeof datesFor>[0]) => ['2015', '2023-07', '2021-06-08', 'unknown'].map(datesFor(locale).partial);
  test('Albanian', () => expect(told('sq')).toEqual(['2015', 'korrik 2023', '8 qershor 2021', null]));
  test('Serbian', () => expect(told('sr')).toEqual(['2015.', 'jul 2023.', '8. jun 2021.', null]));
  test('Serbian Cyrillic', () => expect(told('sr-cyrl')).toEqual(['2015.', 'јул 2023.', '8. јун 2021.', null]));
  test('English', () => expect(told('en')).toEqual(['2015', 'July 2023', '8 June 2021', null]));
  test('a day is a day of Kosovo', () => {
    expect(civilDay(new Date('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
    expect(datesFor('sq').time('2026-11-23T15:20:01.773Z')).toBe('23 nëntor 2026, 16:20');
    expect(datesFor('sr').time('2026-11-23T15:20:01.773Z')).toBe('23. novembar 2026. 16:20');
  });
  test('a vague date is as wide as what is not known of it', () => {
    expect(span('2024')).toEqual({ from: Date.UTC(2024, 0, 1), to: Date.UTC(2025, 0, 1) });
    expect(span('2023-12')).toEqual({ from: Date.UTC(2023, 11, 1), to: Date.UTC(2024, 0, 1) });
    expect(span('unknown')).toBeNull();
    expect(daysBetween('2026-11-20T23:00:00Z', new Date('2026-11-23T15:00:00Z'))).toBe(2);
  });
});

describe('Albanian, which Chrome does not know', () => {
  test('numbers', () => expect([1234.5, 12345, 1234567.5].map(albanian.number)).toEqual(['1234,5', '12\u00a0345', '1\u00a0234\u00a0567,5']));
  test('the alphabet has letters of two signs', () => {
    expect(['zhurmë', 'shtet', 'sot', 'dhënë', 'dy', 'çdo', 'cak', 'ëndërr', 'end', 'gjykatë', 'gur', 'njësi', 'nuk', 'xhami', 'xix'].sort(albanian.compare))
      .toEqual(['cak', 'çdo', 'dy', 'dhënë', 'end', 'ëndërr', 'gur', 'gjykatë', 'nuk', 'njësi', 'sot', 'shtet', 'xix', 'xhami', 'zhurmë']);
  });
});

describe('numbers and order in all four', () => {
  const told = { sq: '1\u00a0234\u00a0567,5', sr: '1.234.567,5', 'sr-cyrl': '1.234.567,5', en: '1,234,567.5' };
  test.each(locales)('numbers in %s', (locale) => expect(speak(locale, {}).number(1_234_567.5)).toBe(told[locale]));
  test.each(locales)('sizes in %s', (locale) => {
    expect(speak(locale, {}).size(12)).toBe('1\u00a0kB');
    expect(speak(locale, {}).size(1_550_000)).toBe(locale === 'en' ? '1.6\u00a0MB' : '1,6\u00a0MB');
  });
  const orders = {
    sq: ['cak', 'çdo', 'Dardani', 'dhënë', 'end', 'ëndërr', 'gur', 'gjykatë', 'zot', 'zhurmë'],
    sr: ['cena', 'čaj', 'ćup', 'dan', 'džep', 'đak', 'lopta', 'ljudi', 'noć', 'njiva', 'sat', 'šuma', 'zora', 'žaba'],
    'sr-cyrl': ['авион', 'град', 'дан', 'ђак', 'жаба', 'зора', 'јун', 'лопта', 'људи', 'ноћ', 'њива', 'сат', 'ћуп', 'цена', 'чај', 'џеп', 'шума'],
    en: ['apple', 'Beta', 'Çelik', 'Zagreb']
  };
  test.each(locales)('the alphabet of %s', (locale) => expect([...orders[locale]].reverse().sort(speak(locale, {}).compare)).toEqual(orders[locale]));
});

describe('a text of the record', () => {
  const text = { sq: null, sr: 'Odluka Vlade', en: 'Decision of the Government' };
  test('is shown in the reader’s language', () => expect(speak('en', {}).show(text)).toEqual({ text: 'Decision of the Government', lang: 'en', htmlLang: 'en', foreign: false }));
  test('is marked as foreign where the reader’s is missing', () => expect(speak('sq', {}).show(text)).toMatchObject({ lang: 'sr', foreign: true, htmlLang: 'sr-Latn' }));
  test('Serbian in the reader’s script', () => expect(speak('sr-cyrl', {}).show(text)).toMatchObject({ text: 'Одлука Владе', htmlLang: 'sr-Cyrl' }));
  test('other languages are never put into another script', () => expect(speak('sr-cyrl', {}).show({ sq: 'Vendimi i Qeverisë', sr: null, en: null })!.text).toBe('Vendimi i Qeverisë'));
  test('nothing is null', () => expect(speak('en', {}).show({ sq: null, sr: null, en: null })).toBeNull());
});

test('plurals', () => {
  const catalog = { x_one: 'one {count}', x_few: 'few {count}', x_other: 'other {count}' };
  const forms = (locale: Parameters<typeof speak>[0], numbers: number[]) => numbers.map((n) => speak(locale, catalog).n('x' as never, n).split(' ')[0]);
  expect(forms('sr', [1, 2, 5, 11, 21, 22, 101])).toEqual(['one', 'few', 'other', 'other', 'one', 'few', 'one']);
  expect(forms('sr-cyrl', [1, 3, 5, 12, 31])).toEqual(['one', 'few', 'other', 'other', 'one'].map(toCyrillic));
  expect(forms('sq', [0, 1, 2, 21])).toEqual(['other', 'one', 'other', 'other']);
  expect(forms('en', [0, 1, 2, 21])).toEqual(['other', 'one', 'other', 'other']);
});

test('the language of a browser leads to one of ours', () => {
  expect(preferred(['de-DE', 'sr-Cyrl-RS', 'en'])).toBe('sr-cyrl');
  expect(preferred(['bs-BA'])).toBe('sr');
  expect(preferred(['en-GB'])).toBe('en');
  expect(preferred(['de'])).toBe('sq');
});
