/** The editor, against the real binary: whole stories, and what happens when something goes wrong in them. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorAccount, Hapur } from './hapur.ts';

let hapur: Hapur;
beforeAll(async () => { hapur = await Hapur.start(); });
afterAll(() => hapur?.stop());

const wide = { viewport: { width: 1280, height: 900 } };
const edit = (path: string) => hapur.openAs(editorAccount, `/en/staff/${path}`, wide);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const saved = (page: Page, revision: number) => page.getByText(`All is saved, revision ${revision}.`).waitFor();
const shown = async (path: string) => (await fetch(`${hapur.base}/api/v1/${path}`)).json() as Promise<Record<string, unknown>>;

test('an editor plans a milestone, plans it anew with a reason, and everybody sees both plans', async () => {
  const { page, wrong } = await edit('edit/milestones');
  await page.getByLabel('Search this list').fill('civil society');
  await page.getByRole('link', { name: /civil society/i }).first().waitFor();
  await page.goto(`${hapur.base}/en/staff/edit/milestones/card-cso`);
  await page.getByRole('textbox', { name: 'Planned for' }).fill('12.2026');
  await page.getByText('Read as: December 2026').waitFor();
  await press(page, 'Publish the change');
  await saved(page, 2);

  await page.getByRole('textbox', { name: 'Planned for' }).fill('30.6.2027');
  await page.getByText('The plan changes; until now it was: December 2026.').waitFor();
  const button = page.getByRole('button', { name: 'Publish, 2 texts are missing' });
  expect(await button.getAttribute('aria-disabled')).toBe('true');
  await page.locator('#f-plan_reason-sq').fill('Forumi u shty.');
  await page.locator('#f-plan_reason-sr').fill('Forum je odložen.');
  await press(page, 'Preview');
  await page.getByText('Preview: this is how the public page will show it.').waitFor();
  await page.getByText('30 June 2027').first().waitFor();
  await press(page, 'Publish the change');
  await saved(page, 3);
  await page.getByRole('link', { name: 'Public page' }).click();
  await page.getByText('Re-planned').first().waitFor();
  await page.getByText('Forumi u shty.').first().waitFor();
  await page.getByText(/^Earlier plan, until/).first().waitFor();
  expect(wrong).toEqual([]);
  await page.context().close();
});

test('two editors change the same thing: the slower one chooses between both texts, and nothing of either is lost', async () => {
  const [first, second] = await Promise.all([edit('edit/organizations/odk'), edit('edit/organizations/odk')].map(async (opening) => (await opening).page)) as [Page, Page];
  await second.locator('#f-role-en').fill('Text of the second.');
  await second.locator('#f-role-sr').fill('Tekst drugog.');
  await first.locator('#f-role-en').fill('Text of the first.');
  await first.locator('#f-role-sq').fill('Teksti i të parit.');
  await first.locator('#f-role-sr').fill('Tekst prvog.');
  await press(first, 'Publish the change');
  await saved(first, 2);

  await press(second, 'Publish the change');
  await second.getByRole('heading', { name: 'Somebody else saved first' }).waitFor();
  await second.getByText('Taken over from the other: Role in the process, Albanian.').waitFor();
  expect(await second.getByRole('button', { name: 'Publish the change' }).getAttribute('aria-disabled')).toBe('true');
  await second.reload();
  await second.getByRole('group', { name: 'Role in the process, English' }).getByRole('radio', { name: /^Your text/ }).check();
  await second.getByRole('group', { name: 'Role in the process, Serbian' }).getByRole('radio', { name: /already saved/ }).check();
  await press(second, 'Publish the change');
  await saved(second, 3);
  expect((await shown('organizations/odk')).role).toEqual({ sq: 'Teksti i të parit.', sr: 'Tekst prvog.', en: 'Text of the second.' });
  await Promise.all([first, second].map((page) => page.context().close()));
});

test('the server is gone while saving, the tab is closed, the session ends: nothing is lost', async () => {
  const { page } = await edit('edit/organizations/mlga');
  await page.locator('#f-role-en').fill('Written while the server was gone.');
  await page.route('**/api/v1/organizations/**', (route) => route.abort());
  await press(page, 'Publish the change');
  await page.getByRole('alert').filter({ hasText: 'The server does not answer' }).getByText('What you wrote is kept on this device.').waitFor();

  await page.close();
  const again = await page.context().newPage();
  again.setDefaultTimeout(60_000);
  await again.goto(`${hapur.base}/en/staff/edit/organizations`);
  await again.getByText('unsaved text on this device').waitFor();
  await again.getByRole('link', { name: 'Ministry of Local Government Administration' }).click();
  await again.getByText(/^Your unsaved text of .* is back\./).waitFor();
  expect(await again.locator('#f-role-en').inputValue()).toBe('Written while the server was gone.');

  const refused = { status: 401, contentType: 'application/problem+json', headers: { 'www-authenticate': 'Bearer' }, body: JSON.stringify({ type: 'about:blank', title: 'x', status: 401, code: 'invalid_token', instance: 'x' }) };
  await again.route('**/api/v1/organizations/mlga', (route) => route.fulfill(refused), { times: 1 });
  await again.route('**/api/v1/auth/refresh', (route) => route.fulfill(refused), { times: 1 });
  await press(again, 'Publish the change');
  const dialog = again.getByRole('dialog');
  await dialog.getByLabel('Password').fill(editorAccount.password);
  await again.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await saved(again, 2);

  await again.locator('#f-role-en').fill('Not meant.');
  await again.reload();
  await press(again, 'Discard it and go back to what was saved');
  await saved(again, 2);
  expect(await again.locator('#f-role-en').inputValue()).toBe('Written while the server was gone.');
  await again.context().close();
});

test('a new organization and its decision are published without English, and the gap is shown', async () => {
  const { page, wrong } = await edit('new/organizations');
  await page.locator('#f-name-sq').fill('Komisioni i Provës');
  expect(await page.getByRole('button', { name: 'Publish, 1 text is missing' }).getAttribute('aria-disabled')).toBe('true');
  await page.locator('#f-name-sr').fill('Probna komisija');
  await page.getByLabel('Website').fill('not an address');
  await press(page, 'Publish');
  await page.getByRole('alert').getByRole('link', { name: 'Website: This does not have the right form' }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-website');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('https://example.org/');
  await press(page, 'Publish');
  await page.waitForURL('**/en/staff/edit/organizations/komisioni-i-proves');
  await saved(page, 2);

  await page.goto(`${hapur.base}/en/staff/new/decisions`);
  await page.locator('#f-title-sq').fill('Vendim prove');
  await page.locator('#f-title-sr').fill('Probna odluka');
  await page.getByLabel('Issuer').selectOption('komisioni-i-proves');
  await page.getByRole('textbox', { name: 'Date' }).fill('19.7.2023');
  await page.getByLabel('Number').fill('06/86');
  await page.getByRole('button', { name: /^Add ?: Relations/ }).click();
  await page.getByLabel('The other decision').selectOption('dec-2021-06-08');
  await press(page, 'Save the draft');
  await saved(page, 1);
  await press(page, 'Publish');
  await saved(page, 2);
  await page.getByRole('link', { name: 'Public page' }).click();
  await page.getByRole('heading', { level: 1, name: 'Vendim prove only in Albanian' }).waitFor();
  await page.getByText('item 6, meeting 86').waitFor();
  await page.getByText('19 July 2023').waitFor();
  await page.goto(`${hapur.base}/en/decisions/dec-2021-06-08`);
  await page.getByText('amended by').waitFor();
  expect(wrong.filter((w) => !w.includes('422'))).toEqual([]);
  await page.context().close();
});

test('what refers to a draft is saved, and says why it is not published', async () => {
  const { page } = await edit('new/organizations');
  await page.locator('#f-name-sq').fill('Drafti i vetëm');
  await press(page, 'Save the draft');
  await page.waitForURL('**/en/staff/edit/organizations/drafti-i-vetem');
  await page.goto(`${hapur.base}/en/staff/new/decisions`);
  await page.locator('#f-title-sq').fill('Vendim i hershëm');
  await page.locator('#f-title-sr').fill('Rana odluka');
  await page.getByLabel('Issuer').selectOption('drafti-i-vetem');
  await page.getByRole('checkbox', { name: 'The date is not known (Date)' }).check();
  await press(page, 'Publish');
  await page.getByRole('alert').getByRole('link', { name: 'Issuer: This is not published yet' }).waitFor();
  await saved(page, 1);
  expect(new URL(page.url()).pathname).toBe('/en/staff/edit/decisions/vendim-i-hershem');
  await press(page, 'Remove the draft…');
  await press(page, 'Yes, remove it');
  await page.waitForURL('**/en/staff/edit/decisions');
  expect((await fetch(`${hapur.base}/api/v1/decisions/vendim-i-hershem`)).status).toBe(404);
  await page.context().close();
});

test('what is withdrawn tells its reason to everybody, and can come back', async () => {
  const { page } = await edit('new/organizations');
  await page.locator('#f-name-sq').fill('Shoqata e Përkohshme');
  await page.locator('#f-name-sr').fill('Privremeno udruženje');
  await press(page, 'Publish');
  await saved(page, 2);
  await press(page, 'Withdraw…');
  await page.getByLabel('Reason for everybody: Albanian').fill('E dyfishtë.');
  await press(page, 'Yes, withdraw it');
  await page.getByText('This is needed').waitFor();
  await page.getByLabel('Reason for everybody: Serbian').fill('Duplirano.');
  await press(page, 'Yes, withdraw it');
  await page.getByText(/^Withdrawn on .* E dyfishtë\./).waitFor();
  expect((await fetch(`${hapur.base}/api/v1/organizations/shoqata-e-perkohshme`)).status).toBe(410);
  await press(page, 'Publish again');
  await saved(page, 4);
  await page.context().close();
});
