/** Dates as precise as they are known, in the time of Kosovo. `2015`, `2023-07`, `2021-06-08` and `unknown` are all dates here. */
import { prepared } from '#lib/turn.ts';
import * as albanian from './albanian.ts';
import { intlTag, type Locale } from './locale.ts';

const inKosovo = (tag: string, options: Intl.DateTimeFormatOptions) => prepared(() => new Intl.DateTimeFormat(tag, { timeZone: 'Europe/Belgrade', ...options }));
const civil = inKosovo('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
const clock = inKosovo('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The civil day of a moment, `2026-11-23`. */
export const civilDay = (at: Date): string => civil().format(at);

export interface Dates {
  /** `23 November 2026`, `July 2023`, `2015`, or null when nobody knows. */
  partial(date: string): string | null;
  /** The civil day of a moment. */
  day(moment: string): string;
  /** The same with the time of day. */
  time(moment: string): string;
  /** The time of day alone. */
  clock(moment: string): string;
}

function albanianPartial(date: string): string {
  const [year, month, day] = date.split('-');
  if (!month) return year!;
  const name = albanian.months[Number(month) - 1];
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

function intlPartial(locale: Locale): (date: string) => string {
  const at = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(intlTag[locale], { ...options, timeZone: 'UTC' });
  const formats = { 4: at({ year: 'numeric' }), 7: at({ year: 'numeric', month: 'long' }), 10: at({ dateStyle: 'long' }) };
  return (date) => formats[date.length as 4 | 7 | 10].format(new Date(`${date}${'-01-01'.slice(0, 10 - date.length)}T00:00:00Z`));
}

export function datesFor(locale: Locale): Dates {
  const known = locale === 'sq' ? albanianPartial : intlPartial(locale);
  const timeOfDay = (moment: string) => clock().format(new Date(moment));
  const day = (moment: string) => known(civilDay(new Date(moment)));
  return {
    partial: (date) => (date === 'unknown' ? null : known(date)),
    day,
    time: (moment) => `${day(moment)}${locale === 'en' || locale === 'sq' ? ',' : ''} ${timeOfDay(moment)}`,
    clock: timeOfDay
  };
}

/** The first and last day that a partial date can mean, as numbers to draw with; null if unknown. */
export function span(date: string): { from: number; to: number } | null {
  if (date === 'unknown') return null;
  const [year, month, day] = date.split('-').map(Number) as [number, number?, number?];
  const from = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const to = day ? from + 86_400_000 : month ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return { from, to };
}

/** Whole days between two moments. */
export const daysBetween = (from: string, to: Date): number => Math.max(0, Math.floor((to.getTime() - new Date(from).getTime()) / 86_400_000));
