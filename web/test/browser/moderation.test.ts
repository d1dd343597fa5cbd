/** Moderation and official answers, by those who do it: two moderators and an organization's editor, mostly by the keyboard. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorAccount, Hapur, moderatorAccount, secondAccount } from './hapur.ts';

let hapur: Hapur;
beforeAll(async () => { hapur = await Hapur.start(); });
afterAll(() => hapur?.stop());

const wide = { viewport: { width: 1280, height: 900 } };
const document = (id: string) => ({ kind: 'document', id });
const queueOf = (id: string) => `/en/staff?subject=document:${id}`;
const caseOf = (page: Page, text: string) => page.locator('.case blockquote', { hasText: text });
const enterNow = async (page: Page) => {
  await page.getByRole('button', { name: 'Enter now' }).click();
  await page.getByRole('button', { name: 'Enter now' }).waitFor({ state: 'detached' });
};

test('two moderators: a comment appears while the queue is open, and who has taken it is seen by the other', async () => {
  const first = await hapur.openAs(moderatorAccount, queueOf('nap-2026-2028'), wide);
  const other = await hapur.openAs(secondAccount, queueOf('nap-2026-2028'), wide);
  for (const { page } of [first, other]) await page.getByText('Live: changes show at once').waitFor();
  await hapur.handIn(document('nap-2026-2028'), 'Handed in while two are looking.');
  for (const { page } of [first, other]) await caseOf(page, 'Handed in while two are looking.').waitFor();

  await first.page.keyboard.press('c');
  await first.page.locator('.claim', { hasText: 'Yours until' }).waitFor();
  await other.page.getByRole('button', { name: 'Refresh' }).click();
  await other.page.locator('.claim', { hasText: 'is reading it, until' }).waitFor();
  await other.page.keyboard.press('p');
  await enterNow(other.page);
  await other.page.locator('.pending', { hasText: 'is reading it, until' }).waitFor();
  await first.page.keyboard.press('c');
  await first.page.locator('.claim', { hasText: 'Nobody is reading it' }).waitFor();

  await first.page.keyboard.press('p');
  await enterNow(first.page);
  await other.page.getByText('This one is no longer waiting here.').waitFor();
  await other.page.locator('.before', { hasText: 'Published' }).waitFor();
  for (const { page, wrong } of [first, other]) {
    expect(wrong.filter((w) => !w.includes('409'))).toEqual([]);
    await page.context().close();
  }
});

test('a session that ends while a moderator types puts up a bar, never a dialog; what was on its way is sent afterwards', async () => {
  const comments = [await hapur.handIn(document('law-06-l-082'), 'To be published.'), await hapur.handIn(document('law-06-l-082'), 'To be thought about.')];
  const { page } = await hapur.openAs(moderatorAccount, queueOf('law-06-l-082'), wide);
  await caseOf(page, 'To be published.').waitFor();
  await page.keyboard.press('p');
  await caseOf(page, 'To be thought about.').waitFor();
  await hapur.endSessions(moderatorAccount);
  const explanation = page.getByLabel('Explanation to the author');
  await explanation.pressSequentially('It says nothing that');
  await page.getByText('Your session has ended. What you wrote stays here.').waitFor();
  await page.getByRole('button', { name: 'Enter now' }).waitFor({ state: 'detached' });
  await explanation.pressSequentially(' could be used.');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await explanation.inputValue()).toBe('It says nothing that could be used.');

  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(moderatorAccount.password);
  await page.keyboard.press('Enter');
  await expect.poll(() => hapur.stateOf(comments[0]!)).toBe('published');
  await page.locator('.claim', { hasText: 'Yours until' }).waitFor();
  expect(await explanation.inputValue()).toBe('It says nothing that could be used.');
  await page.context().close();
});

test('several are rejected at once, and each answers for itself', async () => {
  const texts = ['Cheap loans, call now.', 'Cheap flats, call now.', 'A fair question about loans.'];
  const comments = [];
  for (const text of texts) comments.push(await hapur.handIn(document('kfos-mapping-2014'), text));
  const { page } = await hapur.openAs(moderatorAccount, queueOf('kfos-mapping-2014'), wide);
  await caseOf(page, texts[0]!).waitFor();
  for (const _ of texts) { await page.keyboard.press('x'); await page.keyboard.press('j'); }
  await page.getByRole('heading', { name: '3 comments chosen' }).waitFor();
  await page.keyboard.press('r');
  await page.getByText('Choose at least one reason').waitFor();
  await page.keyboard.press('2');
  await page.getByLabel('Explanation to the author').fill('It advertises and says nothing about the document.');
  await page.getByRole('button', { name: 'Reject (3)' }).click();
  await hapur.decide(comments[2]!.id, { outcome: 'publish' }, secondAccount);
  await enterNow(page);
  await page.getByRole('heading', { name: 'Entered: 2. Refused: 1.' }).waitFor();
  await page.locator('.report li', { hasText: texts[2] }).getByText(/was faster\. It is already decided: Published/).waitFor();
  expect(await page.locator('.report li', { hasText: 'Rejected' }).count()).toBe(2);
  expect(await Promise.all(comments.map((c) => hapur.stateOf(c)))).toEqual(['rejected', 'rejected', 'published']);
  await page.context().close();
});

test('a second person decides what one passed on; what is public is hidden with reasons, and shown again by another', async () => {
  const said = await hapur.handIn(document('law-06-l-081'), 'A name that may be somebody’s.');
  const first = await hapur.openAs(moderatorAccount, queueOf('law-06-l-081'), wide);
  const other = await hapur.openAs(secondAccount, queueOf('law-06-l-081'), wide);
  await caseOf(first.page, 'A name that may be').waitFor();
  await first.page.keyboard.press('e');
  await enterNow(first.page);
  await first.page.getByText('Leave it to somebody else.').waitFor();
  expect(await first.page.getByRole('button', { name: 'Publish' }).count()).toBe(0);

  await other.page.locator('.before', { hasText: 'Passed to a second person' }).waitFor();
  await other.page.keyboard.press('p');
  await enterNow(other.page);
  await expect.poll(() => hapur.stateOf(said)).toBe('published');

  await first.page.getByLabel('Find a comment').fill(`${hapur.base}/en/documents/law-06-l-081#c-${said.id}`);
  await first.page.keyboard.press('Enter');
  await first.page.getByRole('button', { name: 'Hide' }).waitFor();
  await first.page.getByLabel('Personal data').check();
  await first.page.getByLabel('Explanation to the author').fill('It names a person who has no part in the law.');
  await first.page.getByRole('button', { name: 'Hide' }).click();
  await enterNow(first.page);
  await first.page.getByText('Leave it to somebody else.').waitFor();
  expect(await hapur.stateOf(said)).toBe('hidden');

  const { page: reader } = await hapur.open('/en/documents/law-06-l-081');
  await reader.locator('.stub').getByRole('link', { name: 'Decisions about comments' }).click();
  const decision = reader.locator('section[aria-labelledby=log] tbody tr').first();
  await decision.getByText('Hidden').waitFor();
  await decision.getByText('Personal data').waitFor();
  await reader.context().close();

  await other.page.goto(`${hapur.base}/en/staff?state=hidden`);
  await caseOf(other.page, 'A name that may be').waitFor();
  await other.page.locator('.before', { hasText: 'It names a person who has no part in the law.' }).waitFor();
  await other.page.keyboard.press('p');
  await enterNow(other.page);
  await expect.poll(() => hapur.stateOf(said)).toBe('published');
  await other.page.goto(`${hapur.base}/en/documents/law-06-l-081`);
  await other.page.getByText('A name that may be somebody’s.').waitFor();
  for (const { page } of [first, other]) await page.context().close();
});

test('a comment is counted with another that says the same, and separated again', async () => {
  const kept = await hapur.say(document('law-02-l-037'), 'When is the register opened to everybody?');
  const same = await hapur.handIn(document('law-02-l-037'), 'When is the register opened to everybody??');
  const { page } = await hapur.openAs(moderatorAccount, queueOf('law-02-l-037'), wide);
  await page.locator('.case .hints', { hasText: '1 other says almost the same' }).waitFor();
  await page.getByText('Count with another comment that says the same').click();
  await page.getByRole('button', { name: 'Count with this one' }).click();
  await enterNow(page);
  await expect.poll(() => hapur.stateOf(same)).toBe('merged');
  await page.goto(`${hapur.base}/en/staff/comments/${same.id}`);
  expect(await page.getByRole('link', { name: 'Counted with this comment' }).getAttribute('href')).toBe(`/en/staff/comments/${kept.id}`);
  await page.getByRole('button', { name: 'Separate again' }).click();
  await enterNow(page);
  await expect.poll(() => hapur.stateOf(same)).toBe('received');
  await page.context().close();
});

test('what is rejected is appealed against, and another moderator judges it', async () => {
  const said = await hapur.handIn(document('nap-2023-2025'), 'This plan has no dates at all.');
  const first = await hapur.openAs(moderatorAccount, queueOf('nap-2023-2025'), wide);
  await caseOf(first.page, 'This plan has no dates').waitFor();
  await first.page.keyboard.press('3');
  await first.page.getByLabel('Explanation to the author').fill('It seemed to speak of another plan than this one.');
  await first.page.getByRole('button', { name: 'Reject' }).click();
  await enterNow(first.page);
  await expect.poll(() => hapur.stateOf(said)).toBe('rejected');
  await hapur.appeal(said, 'It is about this very plan: none of its points has a date.');

  await first.page.getByRole('link', { name: 'Appeals' }).click();
  await first.page.getByText('This decision is your own.').waitFor();
  expect(await first.page.getByRole('button', { name: 'Take it into review' }).count()).toBe(0);
  await first.page.context().close();

  const { page, wrong } = await hapur.openAs(secondAccount, '/en/staff/appeals', wide);
  await page.getByText('none of its points has a date').waitFor();
  await page.getByText('It seemed to speak of another plan').waitFor();
  await page.getByRole('button', { name: 'Take it into review' }).focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'Your decision on the appeal' });
  await form.getByRole('button', { name: 'Enter the decision' }).click();
  await form.getByText('Choose what you decide').waitFor();
  await form.getByLabel('The appeal is right').check();
  await form.getByLabel('Your answer to the author').fill('You are right, it speaks of this plan. It is published now.');
  await page.reload();
  await form.getByRole('button', { name: 'Enter the decision' }).click();
  await page.getByText('Entered: The decision was changed.').waitFor();
  expect(await hapur.stateOf(said)).toBe('published');
  expect(wrong).toEqual([]);
  await page.goto(`${hapur.base}/en/receipt#${said.id}.${said.receipt}`);
  await page.getByText('You are right, it speaks of this plan.').first().waitFor();
  await page.goto(`${hapur.base}/en/documents/nap-2023-2025`);
  await page.getByText('This plan has no dates at all.').waitFor();
  await page.context().close();
});

test('an editor answers in the name of the organization, in both official languages, and replaces the answer later', async () => {
  await hapur.say({ kind: 'milestone', id: 'letter-of-intent' }, 'Who signed the letter?');
  const { page, wrong } = await hapur.openAs(editorAccount, '/en/staff', wide);
  await page.getByRole('link', { name: 'Answers' }).click();
  await page.getByRole('link', { name: /Submission of the Letter of Intent|Letter of Intent/ }).first().click();
  await page.locator('.comment', { hasText: 'Who signed the letter?' }).getByRole('button', { name: 'Answer' }).click();
  const form = page.locator('.answerform');
  await form.getByLabel('What became of it').selectOption('already_covered');
  await form.getByLabel('Albanian').fill('E nënshkroi kryeministri.');
  await form.getByRole('button', { name: 'Publish the answer' }).click();
  await form.getByRole('link', { name: 'Serbian: Write why, in this language too' }).click();
  await page.keyboard.type('Potpisao ga je premijer.');
  await form.getByRole('button', { name: 'Publish the answer' }).click();
  await page.getByText('The answer is public.').waitFor();
  await page.goto(`${hapur.base}/sr/milestones/letter-of-intent`);
  await page.locator('.answer', { hasText: 'Potpisao ga je premijer.' }).waitFor();

  await page.goto(`${hapur.base}/en/staff/answers?given=1`);
  await page.getByRole('button', { name: 'Replace the answer' }).first().click();
  await form.getByLabel('What became of it').selectOption('noted');
  for (const [language, text] of [['Albanian', 'E nënshkroi zëvendëskryeministri.'], ['Serbian', 'Potpisao ga je potpredsednik.'], ['English', 'The deputy signed it.']] as const) await form.getByLabel(language).fill(text);
  await form.getByRole('button', { name: 'Publish the answer' }).click();
  await page.getByText('The answer is public.').waitFor();
  await page.goto(`${hapur.base}/en/milestones/letter-of-intent`);
  await page.locator('.answer', { hasText: 'The deputy signed it.' }).waitFor();
  await page.getByText('The earlier answer, replaced').waitFor();
  expect(wrong).toEqual([]);
  await page.context().close();
});

test('while the server is gone nothing is entered and nothing written is lost', async () => {
  const said = await hapur.handIn(document('about'), 'Buy three, pay for two.');
  const { page } = await hapur.openAs(moderatorAccount, queueOf('about'), wide);
  await caseOf(page, 'Buy three').waitFor();
  await page.keyboard.press('1');
  await page.getByLabel('Explanation to the author').fill('It advertises a shop, as the first line already says.');
  await page.route('**/api/v1/moderation/decisions', (route) => route.abort());
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('button', { name: 'Enter now' }).click();
  await page.getByText('Nothing was entered. What you wrote is still there.').waitFor();
  expect(await page.getByLabel('Explanation to the author').inputValue()).toContain('advertises a shop');
  await page.unroute('**/api/v1/moderation/decisions');
  await page.reload();
  await caseOf(page, 'Buy three').waitFor();
  expect(await page.getByLabel('Spam').isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Reject' }).click();
  await enterNow(page);
  await expect.poll(() => hapur.stateOf(said)).toBe('rejected');
  await page.context().close();
});
