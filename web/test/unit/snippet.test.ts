import { describe, expect, test } from 'vitest';
import { pieces } from '../../src/lib/search/snippet.ts';

describe('a snippet', () => {
  test('is cut into text and hits', () =>
    expect(pieces('Plani i <mark>hapur</mark> 2026')).toEqual([{ text: 'Plani i ', hit: false }, { text: 'hapur', hit: true }, { text: ' 2026', hit: false }]));
  test('is unescaped once, and never more', () =>
    expect(pieces('&amp;lt;b&gt; &quot;<mark>a&amp;b</mark>')).toEqual([{ text: '&lt;b> "', hit: false }, { text: 'a&b', hit: true }]));
  test('shows any other markup as text', () =>
    expect(pieces('<img src=x><mark>a</mark>')).toEqual([{ text: '<img src=x>', hit: false }, { text: 'a', hit: true }]));
});
