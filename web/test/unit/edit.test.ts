/** What the editor does with two texts for one place, and with dates as people type them. */
import { describe, expect, test } from 'vitest';
import { localOf, momentOf, readDate } from '../../src/lib/edit/dates.ts';
import { meet, patchOf, put } from '../../src/lib/edit/patch.ts';

const base = { title: { sq: 'Letra', sr: 'Pismo', en: null as string | null }, website: null as string | null, sources: ['a'] };

describe('a merge patch', () => {
  test('names what changed and nothing else', () => {
    const now = structuredClone(base);
    expect(patchOf(base, now)).toEqual({});
    now.title.en = 'Letter';
    now.sources.push('b');
    expect(patchOf(base, now)).toEqual({ title: { en: 'Letter' }, sources: ['a', 'b'] });
    expect(patchOf(now, base)).toEqual({ title: { en: null }, sources: ['a'] });
  });
});

describe('when two people changed a thing', () => {
  test('what only one of them changed is joined, what both changed alike is no clash', () => {
    const mine = { ...structuredClone(base), website: 'https://mine', title: { ...base.title, en: 'Letter' } };
    const theirs = { ...structuredClone(base), sources: ['c'], title: { ...base.title, sr: 'Novo pismo', en: 'Letter' } };
    const met = meet(base, mine, theirs);
    expect(met.merged).toEqual({ title: { sq: 'Letra', sr: 'Novo pismo', en: 'Letter' }, website: 'https://mine', sources: ['c'] });
    expect(met.clashes).toEqual([]);
    expect(met.taken).toEqual(['/title/sr', '/sources']);
  });
  test('what both changed stays mine until somebody chooses', () => {
    const mine = { ...structuredClone(base), title: { ...base.title, sq: 'Imja' } };
    const theirs = { ...structuredClone(base), title: { ...base.title, sq: 'E tyre' } };
    const met = meet(base, mine, theirs);
    expect(met.merged.title.sq).toBe('Imja');
    expect(met.clashes).toEqual([{ pointer: '/title/sq', mine: 'Imja', theirs: 'E tyre' }]);
    put(met.merged, '/title/sq', met.clashes[0]!.theirs);
    expect(met.merged).toEqual(theirs);
  });
});

describe('a date', () => {
  test.each([
    ['2023', '2023'], ['7.2023', '2023-07'], ['07/2023', '2023-07'], ['19.7.2023', '2023-07-19'], ['19. 7. 2023.', '2023-07-19'], ['2023-7', '2023-07'], ['2023-07-19', '2023-07-19'],
    ['31.2.2023', null], ['13.2023', null], ['1899', null], ['soon', null], ['', null]
  ])('typed as %j is read as %j', (typed, read) => expect(readDate(typed)).toBe(read));
  test('with a time is that of Kosovo, in summer and in winter', () => {
    expect(momentOf('2026-11-23T10:00')).toBe('2026-11-23T09:00:00.000Z');
    expect(momentOf('2026-07-01T10:00')).toBe('2026-07-01T08:00:00.000Z');
    for (const local of ['2026-03-29T04:00', '2026-10-25T05:00', '2026-01-01T00:00']) expect(localOf(momentOf(local))).toBe(local);
  });
});
