/** Readers without JavaScript: every public page has its text, its dates, its files and its first comments; and what the binary writes is valid. */
import { readFileSync, readdirSync } from 'node:fs';
import { FileSystemConfigLoader, HtmlValidate, formatterFactory } from 'html-validate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { htmlLang, locales, type Locale } from '../../src/lib/i18n/locale.ts';
import { Hapur } from './hapur.ts';

let hapur: Hapur;
beforeAll(async () => {
  hapur = await Hapur.start();
  await hapur.say({ kind: 'milestone', id: 'refusal' }, 'Where can the letter be read?');
  const bad = await hapur.handIn({ kind: 'milestone', id: 'refusal' }, 'Buy here, buy now.');
  await hapur.decide(bad.id, { outcome: 'reject', reasons: ['advertising'], explanation: 'This advertises and says nothing about the milestone.' });
});
afterAll(() => hapur?.stop());

async function read(path: string, look: (page: Page) => Promise<void>): Promise<void> {
  const { page } = await hapur.open(path, { javaScriptEnabled: false });
  await look(page);
  await page.context().close();
}

const count = (page: Page, selector: string) => page.locator(selector).count();
const total = async (kind: string) => ((await (await fetch(`${hapur.base}/api/v1/${kind}?limit=1`)).json()) as { total: number }).total;

describe.each(locales)('without JavaScript, in %s,', (locale: Locale) => {
  test.each(['milestones', 'documents', 'decisions', 'organizations'])('the list of %s is whole, with dates', async (kind) => {
    const all = await total(kind);
    await read(`/${locale}/${kind}`, async (page) => {
      expect(await count(page, `.told a[href^="/${locale}/${kind}/"]`)).toBe(all);
      if (kind !== 'organizations') expect(await count(page, '.told time')).toBeGreaterThan(all / 3);
      expect(await page.locator('.wait').first().isHidden()).toBe(true);
    });
  });

  test('the first page tells what happened last', () => read(`/${locale}`, async (page) => {
    for (const kind of ['milestones', 'documents', 'decisions']) expect(await count(page, `.told li a[href^="/${locale}/${kind}/"]`)).toBeGreaterThan(2);
    // A section whose matter only the app knows has no heading either.
    expect(await page.locator('.sec h2:visible').count()).toBe(1);
  }));

  test.each(['about', 'rules', 'privacy'])('the page %s has its text', (name) => read(`/${locale}/${name}`, async (page) => {
    const text = (await page.locator('.told .text').innerText()).split(/\s+/);
    expect(text.length).toBeGreaterThan(150);
    if (locale === 'sr-cyrl') expect(await page.locator('.told .text p').first().innerText()).toMatch(/[а-ш]{4}/);
  }));

  test('a milestone has its title, its date and what people say', () => read(`/${locale}/milestones/refusal`, async (page) => {
    expect(await page.getAttribute('html', 'lang')).toBe(htmlLang[locale]);
    expect((await page.locator('h1').innerText()).length).toBeGreaterThan(5);
    expect(await count(page, '#served dl time')).toBeGreaterThan(0);
    expect(await page.getByText('Where can the letter be read?').count()).toBe(1);
    expect(await page.getByText('Buy here').count()).toBe(0);
    expect(await count(page, 'nav a')).toBeGreaterThanOrEqual(5);
  }));

  test('a document has its files and its text', () => read(`/${locale}/documents/about`, async (page) => {
    expect(await count(page, 'a[href^="/api/v1/documents/about/versions/"]')).toBeGreaterThan(2);
    expect((await page.locator('#served .text').innerText()).length).toBeGreaterThan(500);
  }));

  test('a decision and an organization are told', async () => {
    await read(`/${locale}/decisions/dec-2021-06-08`, async (page) => { await page.locator('time[datetime="2021-06-08"]').first().waitFor(); });
    await read(`/${locale}/organizations/mlga`, async (page) => { expect((await page.locator('h1').innerText()).length).toBeGreaterThan(5); });
  });

  test('the log of moderation says what was decided and why', () => read(`/${locale}/moderation`, async (page) => {
    const reason = { sq: 'Reklamë', sr: 'Reklama', 'sr-cyrl': 'Реклама', en: 'Advertising' }[locale];
    await page.locator('.told li', { hasText: reason }).waitFor();
    expect(await page.getByText('Buy here').count()).toBe(0);
  }));

  test('the form of the search finds', () => read(`/${locale}/search`, async (page) => {
    await page.locator('#q').fill('plan');
    await page.locator('form[role=search] button').click();
    await page.locator('.told mark').first().waitFor();
    expect(await count(page, `.told li > a[href^="/${locale}/"]`)).toBeGreaterThan(5);
  }));
});

test('a thing that is not there says so', () => read('/sr-cyrl/documents/no-such-thing', async (page) => {
  expect(await page.locator('h1').innerText()).toBe('Овде нема ничега');
  expect(await page.title()).toBe('Овде нема ничега · Hapur');
  expect(await count(page, 'nav a')).toBeGreaterThanOrEqual(5);
}));

test('a search for markup finds nothing and writes none', () => read('/en/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22', async (page) => {
  expect(await count(page, '.told script')).toBe(0);
  expect(await page.locator('.told h2').innerText()).toContain('<script>alert(1)</script>"');
}));

test('all that the binary serves is valid HTML', async () => {
  const validator = new HtmlValidate(new FileSystemConfigLoader());
  const paths = ['', '/milestones', '/documents', '/decisions', '/organizations', '/about', '/rules', '/privacy', '/data', '/accessibility', '/receipt', '/search?q=plan', '/moderation', '/milestones/refusal', '/documents/about', '/documents/nap-2026-2028', '/decisions/dec-2021-06-08', '/organizations/mlga', '/documents/no-such-thing'];
  for (const path of paths) {
    const html = await (await fetch(`${hapur.base}/sr-cyrl${path}`)).text();
    const report = await validator.validateString(html, 'build/served.html');
    expect(report.valid, `${path}\n${formatterFactory('text')(report.results)}`).toBe(true);
  }
});

test('the page of all parts is for those who build, and not in what is built', () => {
  const scripts = readdirSync('build', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(10);
  for (const name of scripts) expect(readFileSync(`build/${name}`, 'utf8')).not.toContain('A circle is a step of the process');
});
