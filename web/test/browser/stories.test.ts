/** Whole stories, by the keyboard where people use it, against the real binary. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hapur, moderatorAccount } from './hapur.ts';

let hapur: Hapur;
beforeAll(async () => { hapur = await Hapur.start(); });
afterAll(() => hapur?.stop());

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.id ?? '');

/** Writes a comment in the page that is open and returns what the receipt says. */
async function comment(page: Page, text: string): Promise<{ id: string; code: string; href: string }> {
  await page.getByLabel('Comment', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send the comment' }).click();
  await page.getByText('The comment was received. Keep the receipt.').waitFor();
  const href = (await page.getByRole('link', { name: 'The page of your comment' }).getAttribute('href'))!;
  const [id, code] = href.split('#')[1]!.split('.') as [string, string];
  return { id, code, href };
}

test('a visitor reads where things stand, changes the language and stays in place', async () => {
  const { page, wrong } = await hapur.open('/sq');
  await page.getByRole('heading', { level: 1, name: /^Plani 2026–2028 është në vitin/ }).waitFor();
  await page.getByRole('link', { name: 'Të gjitha 25 pikat kyçe' }).click();
  await page.getByRole('link', { name: 'Dorëzimi i Letrës së Synimit' }).first().click();
  await page.getByText('korrik 2023').first().waitFor();
  await page.getByRole('link', { name: 'Српски' }).click();
  await page.getByRole('heading', { level: 1, name: 'Подношење писма о намерама' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sr-cyrl/milestones/letter-of-intent');
  expect(await page.getAttribute('html', 'lang')).toBe('sr-Cyrl');
  await page.getByText('јул 2023.').first().waitFor();
  expect(wrong).toEqual([]);
  await page.context().close();
});

test('the latest changes say what happened and on what, and of a comment that is not public nothing more', async () => {
  const on = { kind: 'milestone', id: 'letter-of-intent' };
  const { id } = await hapur.say(on, 'Who signed the letter?');
  await hapur.answer(id, 'noted', { sq: 'U shënua.', sr: 'Zabeleženo.', en: null });
  const waiting = await hapur.handIn(on, 'Nobody may read this yet.');
  const { page, wrong } = await hapur.open('/en');
  const row = (what: string | RegExp) => page.getByRole('region', { name: 'Latest changes' }).getByRole('listitem').filter({ hasText: what });
  for (const what of [/Comment published, \d/, /Comment received an official answer, \d/, /Official answer published, \d/]) {
    expect(await row(what).getByRole('link', { name: 'Submission of the Letter of Intent' }).getAttribute('href')).toBe(`/en/milestones/letter-of-intent#c-${id}`);
  }
  const isBare = async (what: string) => {
    expect(await row(what).first().innerText()).toMatch(new RegExp(`^[\\d,]+\\s+${what}\\s+\\d+ \\w+ \\d{4}, \\d\\d:\\d\\d$`));
    expect(await row(what).first().getByRole('link').count()).toBe(0);
  };
  await isBare('Comment received');
  await hapur.decide(waiting.id, { outcome: 'reject', reasons: ['off_topic'], explanation: 'It says nothing about the letter, and does not mean to.' });
  await hapur.reload(page);
  await isBare('Comment rejected');
  expect(await page.content()).not.toContain(waiting.id);
  expect(wrong).toEqual([]);
  await page.context().close();
});

test('a comment goes from the draft to the page, and its author can follow it', async () => {
  const { page } = await hapur.open('/en/documents/nap-2026-2028');
  await page.getByRole('button', { name: 'Send the comment' }).click();
  await page.getByRole('link', { name: 'Write at least two characters' }).waitFor();
  expect(await focused(page)).toBe('alert');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toMatch(/-body$/);
  await page.keyboard.type('When will the deadlines be published?');
  await hapur.reload(page);
  expect(await page.getByLabel('Comment', { exact: true }).inputValue()).toBe('When will the deadlines be published?');

  const mine = await comment(page, 'When will the deadlines be published? <b>Please.</b>');
  expect(mine.code).toMatch(/^HPR-[0-9A-Z]{20}$/);
  await page.goto(hapur.base + mine.href);
  await page.getByRole('heading', { level: 1, name: 'Received, waits for a decision' }).waitFor();
  await page.getByText('<b>Please.</b>').waitFor();

  await hapur.decide(mine.id, { outcome: 'publish' });
  await hapur.reload(page);
  await page.getByRole('heading', { level: 1, name: 'Published' }).waitFor();
  await page.getByRole('link', { name: 'See it in place' }).click();
  await page.getByText('When will the deadlines be published? <b>Please.</b>').waitFor();
  await page.getByText('Waits for an official answer').waitFor();
  await page.context().close();
});

test('a rejected comment tells its author the reason and the explanation, and the public neither', async () => {
  const { page } = await hapur.open('/en/milestones/welcomed-2023');
  const mine = await comment(page, 'Call Arta under 044 000 000, she knows.');
  const explanation = 'It names the telephone number of somebody else. Please write it again without.';
  await hapur.decide(mine.id, { outcome: 'reject', reasons: ['personal_data'], explanation });
  await page.goto(`${hapur.base}${mine.href.replace('/en/', '/sr/')}`);
  await page.getByRole('heading', { level: 1, name: 'Odbijen' }).waitFor();
  await page.getByText('Razlog: Lični podaci').waitFor();
  await page.getByText(explanation).waitFor();
  await page.goto(`${hapur.base}/en/milestones/welcomed-2023`);
  expect(await page.getByText('044 000 000').count()).toBe(0);
  await page.context().close();
});

test('an answer hangs from its comment', async () => {
  const { page } = await hapur.open('/en/decisions/dec-2021-06-08');
  await hapur.say({ kind: 'decision', id: 'dec-2021-06-08' }, 'Which law was this based on?');
  await hapur.reload(page);
  await page.getByRole('button', { name: /^Reply/ }).click();
  const reply = page.getByRole('form', { name: /Reply to the comment/ });
  await reply.getByLabel('Comment', { exact: true }).fill('That is not known, says the page.');
  await reply.getByRole('button', { name: 'Send the comment' }).click();
  const href = (await page.getByRole('link', { name: 'The page of your comment' }).getAttribute('href'))!;
  await hapur.decide(href.split('#')[1]!.split('.')[0]!, { outcome: 'publish' });
  await hapur.reload(page);
  await page.locator('.comment .comment', { hasText: 'That is not known, says the page.' }).waitFor();
  await page.context().close();
});

test('a moderator decides by the keyboard, takes one back, and is signed in again after a reload', async () => {
  const [good, bad] = [await hapur.handIn({ kind: 'document', id: 'about' }, 'A welcome word.'), await hapur.handIn({ kind: 'document', id: 'about' }, 'Cheap loans, visit us.')];
  const { page } = await hapur.open('/en/staff');
  await page.getByLabel('E-mail').fill(moderatorAccount.email);
  await page.getByLabel('Password').fill(moderatorAccount.password);
  await page.keyboard.press('Enter');
  await page.locator('blockquote', { hasText: 'A welcome word.' }).waitFor();
  await page.keyboard.press('p');
  await page.locator('blockquote', { hasText: 'Cheap loans' }).waitFor();
  await page.keyboard.press('u');
  await page.locator('blockquote', { hasText: 'A welcome word.' }).waitFor();
  expect(await hapur.stateOf(good)).toBe('received');
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Enter now' }).click();
  await expect.poll(() => hapur.stateOf(good)).toBe('published');

  await page.locator('blockquote', { hasText: 'Cheap loans' }).waitFor();
  await page.keyboard.press('r');
  await page.getByText('Choose at least one reason').waitFor();
  await page.keyboard.press('2');
  await page.getByRole('checkbox', { name: 'Advertising', checked: true }).waitFor();
  await page.getByLabel('Explanation to the author').fill('This advertises a service and says nothing about the document.');
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('button', { name: 'Enter now' }).click();
  await expect.poll(() => hapur.stateOf(bad)).toBe('rejected');
  await page.reload();
  await page.getByText('No comment waits').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'Staff sign-in' }).waitFor();
  await page.context().close();
});

test('while the server is gone nothing is lost, and it goes on afterwards', async () => {
  const { page } = await hapur.open('/en/documents/law-02-l-037');
  await page.getByLabel('Comment', { exact: true }).fill('Written while the server was there.');
  await page.route('**/api/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Send the comment' }).click();
  await page.getByRole('alert').filter({ hasText: 'The server does not answer' }).waitFor();
  await page.getByText('What you wrote is kept on this device.').waitFor();
  await page.getByRole('link', { name: 'Decisions', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Decisions' }).waitFor();
  await page.getByRole('alert').filter({ hasText: 'The server does not answer' }).first().waitFor();
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByRole('link', { name: /Open Government Action Plan 2026-2028/ }).first().waitFor();
  await page.goBack();
  expect(await page.getByLabel('Comment', { exact: true }).inputValue()).toBe('Written while the server was there.');
  await page.context().close();
});

test('a list is filtered, and the filters stand in the address', async () => {
  const { page } = await hapur.open('/en/documents');
  await page.getByLabel('Kind').selectOption('law');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText(/^3 documents/).waitFor();
  expect(new URL(page.url()).searchParams.get('kind')).toBe('law');
  await page.getByRole('link', { name: 'Shqip' }).click();
  await page.getByText(/^3 dokumente/).waitFor();
  await expect.poll(() => page.getByLabel('Lloji').inputValue()).toBe('law');
  await page.context().close();
});

test('a text has headings with addresses, in the reader’s script', async () => {
  const { page } = await hapur.open('/sr-cyrl/documents/about');
  const anchor = page.getByRole('link', { name: /^Веза до одељка: Коме је намењен/ });
  await anchor.click();
  expect(new URL(page.url()).hash.length).toBeGreaterThan(2);
  expect(await page.locator('.text').getAttribute('lang')).toBe('sr-Cyrl');
  await page.context().close();
});

test('without JavaScript the frame of every page says what it is', async () => {
  for (const path of ['/sr', '/sq/documents', '/en/accessibility', '/sr-cyrl/decisions']) {
    const { page } = await hapur.open(path, { javaScriptEnabled: false });
    expect((await page.textContent('h1'))!.length).toBeGreaterThan(3);
    expect(await page.locator('nav a').count()).toBeGreaterThan(8);
    await page.context().close();
  }
});

test('the first thing that Tab reaches skips to the content, and the theme is remembered', async () => {
  const { page } = await hapur.open('/en/rules');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.getByRole('button', { name: 'Dark view' }).click();
  await hapur.reload(page);
  expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
  await expect.poll(() => page.getByRole('button', { name: 'Dark view' }).getAttribute('aria-pressed')).toBe('true');
  await page.context().close();
});

test('a search asks once for what was typed, and not again and again', async () => {
  const { page } = await hapur.open('/en/search?q=plan');
  let asked = 0;
  page.on('request', (r) => { if (r.url().includes('/api/v1/search')) asked += 1; });
  await page.getByLabel('What are you looking for?').fill('decision');
  await page.waitForURL(/q=decision/);
  await page.locator('.results mark', { hasText: /decision/i }).first().waitFor();
  await page.getByLabel('What are you looking for?').fill('letter');
  await page.locator('.results mark', { hasText: /letter/i }).first().waitFor();
  expect(asked).toBe(2);
  await page.context().close();
});

test('the first visit brings at most 55 kB of JavaScript', async () => {
  const { page } = await hapur.open('/sq');
  const scripts = await page.evaluate(() => performance.getEntriesByType('resource').map((e) => new URL(e.name).pathname).filter((p) => p.endsWith('.js')));
  const bytes = scripts.map((path) => `build${path}.br`).map((file) => (existsSync(file) ? statSync(file).size : readFileSync(file.slice(0, -3)).length));
  const total = bytes.reduce((sum, b) => sum + b, 0);
  console.log(`JavaScript of the first visit: ${(total / 1000).toFixed(1)} kB brotli in ${scripts.length} files`);
  expect(scripts.length).toBeGreaterThan(3);
  expect(total).toBeLessThanOrEqual(55_000);
  await page.context().close();
});

test('with the challenge on, a comment is sent once the browser has solved it, and nothing is asked for before', async () => {
  const strict = await Hapur.start({ challenge: 'on' });
  try {
    const { page, wrong } = await strict.open('/en/documents/nap-2026-2028');
    const asked: string[] = [];
    page.on('request', (r) => { if (r.url().includes('/challenge')) asked.push(r.url()); });
    await page.getByText('When you begin to write, your device does a short calculation').waitFor();
    expect(asked).toEqual([]);
    await page.getByLabel('Comment', { exact: true }).focus();
    await expect.poll(() => asked.length).toBe(1);
    await comment(page, 'Written by a person, with a solved challenge.');
    expect(wrong).toEqual([]);
    expect(asked).toHaveLength(1);

    await page.getByRole('button', { name: 'Write another comment' }).click();
    await page.route('**/comments/challenge', async (route) => {
      const answer = await route.fetch();
      const old = (await answer.json()) as { signature: string };
      await route.fulfill({ response: answer, json: { ...old, signature: '0'.repeat(64) } });
    }, { times: 1 });
    await comment(page, 'The first challenge of this one does not count, a second is fetched.');
    expect(asked).toHaveLength(3);
    await page.context().close();
  } finally {
    await strict.stop();
  }
});

test('without WebCrypto the form says why it cannot send, and keeps what was written', async () => {
  const { page } = await hapur.open('/en/documents/law-06-l-081');
  await page.evaluate(() => Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true }));
  await page.getByLabel('Comment', { exact: true }).fill('From an old browser.');
  await page.getByRole('button', { name: 'Send the comment' }).click();
  await page.getByRole('alert').filter({ hasText: 'This browser cannot do the calculation against bots' }).waitFor();
  expect(await page.getByLabel('Comment', { exact: true }).inputValue()).toBe('From an old browser.');
  await page.context().close();
});

test('search finds while one types, in either script, and the words stand in the address', async () => {
  const { page, wrong } = await hapur.open('/sr-cyrl/search');
  await page.getByLabel('Шта тражите?').pressSequentially('одлук');
  await page.locator('mark', { hasText: /^Одлук/ }).first().waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('одлук');
  await page.getByLabel('Врста').selectOption('milestone');
  await expect.poll(() => new URL(page.url()).searchParams.get('kind')).toBe('milestone');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Search the record' }).waitFor();
  await page.getByLabel('Kind').selectOption('');
  await page.getByLabel('What are you looking for?').fill('zzzzqq');
  await page.getByText('Nothing was found for “zzzzqq”').waitFor();
  await page.getByLabel('What are you looking for?').fill('gradan');
  await page.locator('mark').first().waitFor();
  expect(wrong).toEqual([]);
  await page.context().close();
});

test('an answer is shown in whose name it is given, and the first page counts it', async () => {
  const said = await hapur.say({ kind: 'milestone', id: 'gov-decision-2021' }, 'Who leads the process now?');
  await hapur.answer(said.id, 'accepted', { sq: 'E udhëheq ministria.', sr: 'Vodi ga ministarstvo.', en: 'The ministry leads it.' });
  const { page } = await hapur.open('/sr-cyrl/milestones/gov-decision-2021');
  const answer = page.locator('.answer', { hasText: 'Води га министарство.' });
  await answer.getByText('Прихваћено').waitFor();
  await answer.getByText(/Одговор у име организације:/).waitFor();
  await page.goto(`${hapur.base}/en`);
  await page.getByText(/answered, \d+ waits? for an official answer/).waitFor();
  await page.goto(`${hapur.base}/en/receipt#${said.id}.${said.receipt}`);
  await page.getByText('The ministry leads it.').waitFor();
  await page.context().close();
});

test('an author changes a comment that waits, and withdraws it', async () => {
  const mine = await hapur.handIn({ kind: 'document', id: 'nap-2023-2025' }, 'With a mistaek.');
  const { page } = await hapur.open(`/en/receipt#${mine.id}.${mine.receipt}`);
  await page.locator('#edit-body').fill('Without a mistake.');
  await page.getByRole('button', { name: 'Save the change' }).click();
  await page.getByText('The change was saved.').waitFor();
  await page.locator('blockquote', { hasText: 'Without a mistake.' }).waitFor();
  await page.getByRole('button', { name: 'Withdraw the comment…' }).click();
  await page.getByRole('button', { name: 'Yes, withdraw it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Withdrawn by its author' }).waitFor();
  await page.getByText('There is nothing to do now.').waitFor();
  expect(await hapur.stateOf(mine)).toBe('withdrawn');
  await page.context().close();
});

test('a rejected comment is appealed, and the decision stands in the public log', async () => {
  const mine = await hapur.handIn({ kind: 'document', id: 'nap-2023-2025' }, 'This plan is not worth its paper.');
  await hapur.decide(mine.id, { outcome: 'reject', reasons: ['off_topic'], explanation: 'It was taken for a comment on something else.' });
  const { page } = await hapur.open(`/en/receipt#${mine.id}.${mine.receipt}`);
  await page.getByRole('button', { name: 'Send the appeal' }).click();
  await page.getByText('Write at least 20 characters').waitFor();
  await page.getByLabel('Why should it be decided otherwise?').fill('It is about this very plan, and says so in its first word.');
  await page.getByRole('button', { name: 'Send the appeal' }).click();
  await page.getByText('Received, waits for another person').waitFor();
  expect(await page.getByRole('button', { name: 'Send the appeal' }).count()).toBe(0);
  await page.goto(`${hapur.base}/en/moderation?reason=off_topic`);
  await page.getByText('Appeal: Received, waits for another person').waitFor();
  expect(await page.getByText('not worth its paper').count()).toBe(0);
  await page.context().close();
});

test('without JavaScript the text of a thing is there, and its first comments', async () => {
  const { page } = await hapur.open('/en/milestones/gov-decision-2021', { javaScriptEnabled: false });
  await page.getByText('Who leads the process now?').waitFor();
  await page.context().close();
});
