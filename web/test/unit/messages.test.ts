import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const parts = ['site', 'texts', 'staff', 'follow', 'moderation', 'edit', 'files', 'accounts'] as const;
const languages = ['sq', 'sr', 'en'] as const;
type Catalog = Record<string, string>;
const load = (part: string, language: string): Catalog => JSON.parse(readFileSync(`messages/${part}.${language}.json`, 'utf8'));
const counted = (c: Catalog) => [...new Set(Object.keys(c).flatMap((k) => { const base = k.match(/^(.*)_other$/)?.[1]; return base && `${base}_one` in c ? base : []; }))].sort();
const plain = (c: Catalog) => Object.keys(c).filter((k) => !counted(c).includes(k.replace(/_(one|few|other)$/, ''))).sort();
const holes = (s: string) => [...s.matchAll(/\{\w+\}/g)].map((m) => m[0]).sort();

describe.each(parts)('the catalog %s', (part) => {
  test.each(['sr', 'en'] as const)('has in %s every message that it has in Albanian, with the same placeholders', (language) => {
    const [a, b] = [load(part, 'sq'), load(part, language)];
    expect(plain(b)).toEqual(plain(a));
    expect(counted(b)).toEqual(counted(a));
    for (const key of plain(a)) expect(holes(b[key]!), key).toEqual(holes(a[key]!));
  });
  test.each(languages)('has in %s every plural form that the language asks for', (language) => {
    const catalog = load(part, language);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const base of counted(catalog)) for (const form of forms) expect(catalog, `${base}_${form}`).toHaveProperty(`${base}_${form}`);
  });
  test.each(languages)('holds no empty or doubled-space message in %s', (language) => {
    for (const [key, text] of Object.entries(load(part, language))) expect(text, key).toMatch(/^\S(?:.*\S)?$/s);
  });
});

test.each(languages)('calls every reason in %s as the rules for comments call it', (language) => {
  const rules = readFileSync(`../api/content/files/rules-for-comments.${language}.md`, 'utf8');
  const names = [...rules.matchAll(/^### (.+) \(`(\w+)`\)$/gm)].map(([, name, code]) => [`reason_${code}`, name!]);
  expect(names.length).toBeGreaterThan(10);
  expect(load('site', language)).toMatchObject(Object.fromEntries(names));
});

interface Schema { enum?: string[]; const?: string; type?: string; properties?: Record<string, Schema>; allOf?: Schema[] }
interface OpenApi { paths: Record<string, unknown>; components: { schemas: Record<string, Schema> } }
const openapi = JSON.parse(readFileSync('../openapi/openapi.json', 'utf8')) as OpenApi;

/** Every enum of the API that people see, and how its messages are named. */
const shown: [schema: string, prefix: string, except?: string[]][] = [
  ['MilestoneState', 'state'], ['DocumentKind', 'kind'], ['OrganizationKind', 'org'], ['Confidence', 'confidence'], ['RelationKind', 'rel'],
  ['RelationKind', 'relby'], ['AuthorKind', 'author'], ['CommentLanguage', 'lang'], ['VersionLanguage', 'lang'], ['Reason', 'reason'],
  ['CommentState', 'comment'], ['Initiative', 'initiative'], ['Outcome', 'outcome'], ['Role', 'role'], ['ResponseOutcome', 'outcome'], ['AppealState', 'appeal'],
  ['SearchLanguage', 'lang'], ['Outcome', 'do'], ['Outcome', 'done'], ['AccountRole', 'role'], ['AccountRole', 'account_may'], ['AccountState', 'account'], ['Scope', 'scope']
];

test.each(shown)('every value of %s is translated (%s_…)', (schema, prefix) => {
  const values = openapi.components.schemas[schema]?.enum;
  expect(values?.length).toBeGreaterThan(0);
  const words = Object.assign({}, ...parts.map((part) => load(part, 'sq')));
  for (const value of values!) expect(words, `${prefix}_${value}`).toHaveProperty(`${prefix}_${value.replace(':', '_')}`);
});

function codes(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return found;
  const { code } = (node as { properties?: { code?: Schema } }).properties ?? {};
  for (const value of code?.enum ?? []) found.add(value);
  for (const child of Object.values(node)) codes(child, found);
  return found;
}

test('every problem code that an operation answers is translated', () => {
  const known = codes(openapi.paths);
  expect(known.size).toBeGreaterThan(20);
  for (const code of known) expect(load('site', 'sq'), code).toHaveProperty(`problem_${code}`);
});
