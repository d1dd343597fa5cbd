/** Every page in every language, light and dark, narrow and wide: no violation, no sideways scroll, nothing untranslated, no error, no request without end.
 *  Dealt out so that each pair occurs; HAPUR_TEST_LONG=1 takes all. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { htmlLang, locales } from '../../src/lib/i18n/locale.ts';
import { violations } from './axe.ts';
import { adminAccount, editorAccount, Hapur, moderatorAccount } from './hapur.ts';

const pages = [
  '', '/milestones', '/milestones/letter-of-intent', '/milestones/refusal', '/documents', '/documents/about', '/documents/about?version=1', '/documents/nap-2026-2028', '/documents/kfos-mapping-2014', '/decisions',
  '/decisions/dec-2021-06-08', '/organizations', '/organizations/mlga', '/about', '/rules', '/privacy', '/data', '/accessibility', '/receipt', '/search', '/search?q=plan', '/moderation', '/staff', '/no-such-page', '/milestones/no-such-thing'
];
/** Pages for those who are signed in, and as whom. */
const signedIn = [
  { who: adminAccount, pages: ['/staff/account', '/staff/accounts', '/staff/accounts/{account}', '/staff/keys'] },
  { who: moderatorAccount, pages: ['/staff?state=rejected', '/staff/comments/{waiting}', '/staff/appeals'] },
  {
    who: editorAccount,
    pages: [
      '/staff/answers', '/staff/answers?given=1', '/staff/edit/milestones', '/staff/edit/organizations/mlga', '/staff/edit/milestones/letter-of-intent', '/staff/edit/decisions/dec-2021-06-08',
      '/staff/new/decisions', '/staff/new/milestones', '/staff/edit/documents', '/staff/edit/documents/about', '/staff/new/documents'
    ]
  }
];
const staff = new Map(signedIn.flatMap(({ who, pages }) => pages.map((path) => [path, who])));
const long = process.env.HAPUR_TEST_LONG === '1';
const schemes = ['light', 'dark'] as const;
const widths = [320, 1280] as const;
const dealt = [...pages, ...staff.keys()].flatMap((path, p) => locales.flatMap((locale, q) =>
  schemes.flatMap((scheme, s) => widths.flatMap((width, w) =>
    long || (s === (p + q) % 2 && w === (p + (q >> 1)) % 2) ? [{ name: `/${locale}${path} ${scheme} ${width}`, path, locale, scheme, width }] : []))));

let hapur: Hapur;
let waiting: string;
let account: string;
beforeAll(async () => {
  hapur = await Hapur.start();
  account = await hapur.idOf(editorAccount);
  const { id } = await hapur.say({ kind: 'milestone', id: 'refusal' }, 'Where can the letter be read?', { author_kind: 'civil_society', organization: 'A club', author_name: 'Arta' });
  await hapur.answer(id, 'partly_accepted', { sq: 'Letra kërkohet.', sr: 'Pismo se traži.', en: 'The letter is being looked for.' });
  const bad = await hapur.handIn({ kind: 'milestone', id: 'refusal' }, 'Buy here.');
  await hapur.decide(bad.id, { outcome: 'reject', reasons: ['advertising'], explanation: 'This advertises and says nothing about the milestone.' });
  await hapur.appeal(bad, 'It is no advertisement but a quotation from the letter.');
  waiting = (await hapur.handIn({ kind: 'milestone', id: 'refusal' }, 'Where can the letter be read??')).id;
  await hapur.say({ kind: 'milestone', id: 'refusal' }, 'Pajtohem. Edhe mua më intereson.', { language: 'sq', parent: id });
});
afterAll(() => hapur?.stop());

describe.concurrent('a page', () => {
  test.each(dealt)('$name', async ({ path, locale, scheme, width }) => {
    const who = staff.get(path);
    const at = `/${locale}${path.replace('{waiting}', waiting).replace('{account}', account)}`;
    const options = { colorScheme: scheme, viewport: { width, height: 800 } };
    const { page, wrong } = await (who ? hapur.openAs(who, at, options) : hapur.open(at, options));
    const missing = path.includes('no-such');
    const asked: string[] = [];
    page.on('request', (r) => asked.push(r.url()));
    const inaccessible = await violations(page);
    const found = await page.evaluate(() => {
      const text = document.body.innerText;
      const latin: string[] = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode;
        const parent = node.parentElement!;
        if (parent.closest('[lang]')?.getAttribute('lang') === 'sr-Cyrl' && !parent.closest('code, pre, noscript, script') && /[čćžšđ]/i.test(node.textContent ?? '')) latin.push(node.textContent!);
      }
      return {
        sideways: document.documentElement.scrollWidth - innerWidth, untranslated: text.match(/⟦\w+⟧|undefined|\[object/g) ?? [], latin,
        lang: document.documentElement.lang, title: document.title, h1: document.querySelectorAll('h1').length, moved: (globalThis as unknown as { moved: number }).moved
      };
    });
    await page.context().close();
    expect(inaccessible).toEqual([]);
    expect(wrong.filter((w) => !(missing && w.includes('404')))).toEqual([]);
    expect(asked.filter((url, i) => asked.indexOf(url) !== i), 'a page at rest asks for nothing again and again').toEqual([]);
    expect(found.sideways).toBeLessThanOrEqual(0);
    expect(found.untranslated).toEqual([]);
    expect(found.latin).toEqual([]);
    expect(found.lang).toBe(htmlLang[locale]);
    expect(found.title).toMatch(/Hapur$/);
    expect(found.h1).toBe(1);
    expect(found.moved, 'layout shift').toBeLessThan(0.05);
  });
});
