/**
 * Albanian dates, numbers and alphabet without Intl data: Chrome says that it knows sq-XK, but prints "23 M11 2026" and
 * English separators, and neither resolvedOptions() nor supportedLocalesOf() shows it. So Albanian never asks Intl.
 */
import { prepared } from '#lib/turn.ts';

export const months = ['janar', 'shkurt', 'mars', 'prill', 'maj', 'qershor', 'korrik', 'gusht', 'shtator', 'tetor', 'nëntor', 'dhjetor'] as const;

const english = prepared(() => new Intl.NumberFormat('en', { maximumFractionDigits: 1 }));

/** 1234 stays whole, 12 345 is grouped with a space that does not break, the decimal sign is a comma. */
export const number = (n: number): string =>
  english()
    .formatToParts(n)
    .map((p) => (p.type === 'group' ? (Math.abs(n) < 10_000 ? '' : '\u00a0') : p.type === 'decimal' ? ',' : p.value))
    .join('');

const alphabet = 'a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v x xh y z zh'.split(' ');
const letters = /dh|gj|ll|nj|rr|sh|th|xh|zh|./gsu;
const rank = (letter: string): number => {
  const at = alphabet.indexOf(letter);
  return at < 0 ? letter.codePointAt(0)! - 0x110000 : at;
};

/** The order of the Albanian alphabet, in which dh, gj, ll … are letters of their own. */
export function compare(a: string, b: string): number {
  const split = (text: string): string[] => text.toLocaleLowerCase('en').match(letters) ?? [];
  const [left, right] = [split(a), split(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = rank(left[i]!) - rank(right[i]!);
    if (difference) return difference;
  }
  return left.length - right.length;
}
