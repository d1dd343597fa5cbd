/** Signing in and staying in: the second step, sessions that end elsewhere, accounts and keys; and a server that is gone. */
import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { adminAccount, editorAccount, Hapur, moderatorAccount } from './hapur.ts';

let hapur: Hapur;
beforeAll(async () => { hapur = await Hapur.start(); });
afterAll(() => hapur?.stop());

type Who = typeof adminAccount;

async function signIn(page: Page, { email, password }: Who): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

const signedIn = async (path: string, who: Who): Promise<Page> => (await hapur.openAs(who, path)).page;

async function openAccount(page: Page, { email }: Who): Promise<void> {
  await page.getByRole('link', { name: email }).click();
  await page.getByRole('heading', { name: 'Rights' }).waitFor();
}

/** What an authenticator shows (RFC 6238), in the step that lies so many after the present one. */
function totp(secret: string, ahead = 0): string {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac('sha1', key).update(step).digest();
  return String((digest.readUInt32BE(digest[19]! & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

test('somebody switches the second step on, signs in with a code and with a recovery code, and switches it off', async () => {
  const page = await signedIn('/en/staff/account', moderatorAccount);
  await page.locator('#factor-password').fill('not the password at all');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('The present password is wrong.').waitFor();
  await page.locator('#factor-password').fill(moderatorAccount.password);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('img', { name: /^QR code/ }).waitFor();
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code from your device').fill(totp(secret));
  await page.getByRole('button', { name: 'Switch the second step on' }).click();
  const codes = page.locator('.codes li');
  await expect.poll(() => codes.count()).toBe(10);
  const [recovery, second, third] = (await codes.allInnerTexts()) as [string, string, string];
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('The second step is on').waitFor();

  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await signIn(page, moderatorAccount);
  await page.getByLabel('Code from your device').fill('12');
  await page.keyboard.press('Enter');
  await page.getByText('Write six digits, or the 16 characters of a recovery code').waitFor();
  // Each step is good once, so this is the one after.
  await page.getByLabel('Code from your device').fill(totp(secret, 1));
  await page.keyboard.press('Enter');
  await page.getByText('The second step is on').waitFor();

  await page.getByRole('button', { name: 'Sign out' }).first().click();
  for (const right of [true, false]) {
    await signIn(page, moderatorAccount);
    await page.getByRole('button', { name: 'I do not have the device: use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recovery);
    await page.keyboard.press('Enter');
    if (!right) break;
    await page.getByText('The second step is on').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).first().click();
  }
  await page.getByText('The code is wrong or was used before.').waitFor();
  await page.getByLabel('Recovery code').fill(second);
  await page.keyboard.press('Enter');
  await page.getByText('The second step is on').waitFor();

  await page.getByText('Switch the second step off').click();
  await page.locator('#off-password').fill(moderatorAccount.password);
  await page.getByRole('button', { name: 'I do not have the device: use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(third);
  await page.getByRole('button', { name: 'Switch it off' }).click();
  await page.getByText('The second step is off').waitFor();
  await page.context().close();
});

test('a session that was ended elsewhere is taken up again in place, and what was written is saved', async () => {
  const page = await signedIn('/en/staff/accounts', adminAccount);
  await openAccount(page, editorAccount);
  const name = page.getByLabel('Name for colleagues');
  await name.fill('Fatme, the editor');
  await hapur.endSessions(adminAccount);
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByText('nothing that you wrote was lost').waitFor();
  expect(await dialog.getByLabel('E-mail').inputValue()).toBe(adminAccount.email);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('password');
  expect(await violations(page, 'dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await name.inputValue()).toBe('Fatme, the editor');
  await page.getByText('Your session has ended. What you wrote stays here.').waitFor();

  await page.getByRole('button', { name: 'Save' }).click();
  await dialog.getByLabel('Password', { exact: true }).fill(adminAccount.password);
  await page.keyboard.press('Enter');
  await page.getByText('Saved.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Fatme, the editor' }).waitFor();
  expect(await page.getByText('Your session has ended').count()).toBe(0);
  await page.context().close();
});

test('an administrator makes an account, and its owner sets the password with the code', async () => {
  const page = await signedIn('/en/staff/accounts', adminAccount);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByText('Choose at least one role').waitFor();
  await page.locator('#new-email').fill('arben@example.org');
  await page.getByRole('checkbox', { name: /^moderator/ }).check();
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByRole('heading', { name: 'The account arben@example.org was created' }).waitFor();
  const code = await page.locator('.secret').innerText();
  await page.locator('tr', { hasText: 'arben@example.org' }).getByText('Invited').waitFor();

  const { page: his } = await hapur.open('/en/staff');
  await his.getByRole('button', { name: 'Forgotten your password?' }).click();
  await his.getByLabel('E-mail').fill('arben@example.org');
  await his.getByLabel('Code from the administrator').fill('aaaaa-aaaaa-aaaaa-aaaaa');
  await his.getByLabel('New password', { exact: true }).fill('too short');
  await his.keyboard.press('Enter');
  await his.getByText('Write at least 12 characters').waitFor();
  await his.getByLabel('New password', { exact: true }).fill('a sentence of my own');
  await his.keyboard.press('Enter');
  await his.getByText('The address or the code is wrong, or the code is no longer good.').waitFor();
  await his.getByLabel('Code from the administrator').fill(code.toUpperCase());
  await his.keyboard.press('Enter');
  await his.getByRole('heading', { level: 1, name: 'Moderation queue' }).waitFor();

  await page.getByRole('link', { name: 'arben@example.org' }).click();
  await page.getByRole('button', { name: 'Close the account…' }).click();
  await page.getByRole('button', { name: 'Yes, close it' }).click();
  await page.getByText('Closed', { exact: true }).waitFor();
  await his.reload();
  await signIn(his, { email: 'arben@example.org', password: 'a sentence of my own' });
  await his.getByText('E-mail or password is wrong.').waitFor();
  await page.getByRole('button', { name: 'Open the account again' }).click();
  await page.getByText('Active', { exact: true }).waitFor();
  await signIn(his, { email: 'arben@example.org', password: 'a sentence of my own' });
  await his.getByRole('heading', { level: 1, name: 'Moderation queue' }).waitFor();
  await Promise.all([page.context().close(), his.context().close()]);
});

test('a key is issued, used by a program, and revoked', async () => {
  const page = await signedIn('/en/staff/accounts?q=editor', adminAccount);
  await openAccount(page, editorAccount);
  await page.getByText('There is no key').waitFor();
  await page.getByLabel('What it is for').fill('Nightly copy');
  await page.getByRole('checkbox', { name: /editorial:read/ }).check();
  expect(await page.getByRole('checkbox', { name: /moderation:read/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Issue the key' }).click();
  const key = await page.locator('.secret').innerText();
  const read = async () => (await fetch(`${hapur.base}/api/v1/editorial/documents`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await read()).toBe(200);
  await page.getByRole('link', { name: 'Keys', exact: true }).click();
  const row = page.locator('tr', { hasText: 'Nightly copy' });
  await row.getByRole('link', { name: editorAccount.email }).waitFor();
  await row.getByRole('button', { name: 'Revoke…' }).click();
  await row.getByRole('button', { name: 'Yes, revoke it' }).click();
  await page.getByText('There is no key').waitFor();
  expect(await read()).toBe(401);
  await page.context().close();
});

test('two tabs share one session: both stay in, sign out together, and come back together', async () => {
  const page = await signedIn('/en/staff/account', editorAccount);
  const other = await page.context().newPage();
  const start = `${hapur.base}/en/staff/account`;
  await other.goto(start);
  for (let round = 0; round < 3; round += 1) {
    await Promise.all([page.reload(), other.reload()]);
    await Promise.all([page, other].map((tab) => tab.getByText('this device').waitFor()));
  }
  await other.getByRole('button', { name: 'Sign out' }).first().click();
  await other.getByRole('heading', { level: 1, name: 'Staff sign-in' }).waitFor();
  await page.getByText('Your session has ended. What you wrote stays here.').waitFor();
  await signIn(other, editorAccount);
  await page.getByText('Your session has ended').waitFor({ state: 'detached' });
  await page.getByLabel('Present password').first().fill(editorAccount.password);
  await page.getByLabel('New password').first().fill(editorAccount.password);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('The password was changed.').waitFor();
  await page.context().close();
});

test('sessions are listed with their device, and ended one by one', async () => {
  const [page, other] = [await signedIn('/en/staff/account', editorAccount), await signedIn('/en/staff/account', editorAccount)];
  const rows = page.locator('li', { hasText: 'Last used' });
  await page.reload();
  await page.getByText('Chrome, Linux').first().waitFor();
  const before = await rows.count();
  await rows.filter({ hasNotText: 'this device' }).first().getByRole('button', { name: 'End' }).click();
  await page.getByText('Ended.').waitFor();
  await expect.poll(() => rows.count()).toBe(before - 1);
  await other.reload();
  await other.getByRole('heading', { level: 1, name: 'Staff sign-in' }).waitFor();
  await Promise.all([page.context().close(), other.context().close()]);
});

test('who tries too often is told how long to wait, and that the account is not locked', async () => {
  const { page } = await hapur.open('/en/staff');
  const problem = { type: 'about:blank', title: 'Too many requests', status: 429, code: 'too_many_requests', instance: 'x', errors: [] };
  await page.route('**/auth/login', (route) => route.fulfill({ status: 429, contentType: 'application/problem+json', headers: { 'retry-after': '2' }, json: problem }), { times: 1 });
  await signIn(page, adminAccount);
  await page.getByText('The account is not locked; it only takes a little patience.').waitFor();
  await page.getByRole('button', { name: /^Try again in [12] s$/ }).waitFor();
  await page.getByRole('button', { name: 'Try again', exact: true }).click();
  await page.getByRole('navigation', { name: 'Staff pages' }).waitFor();
  await page.context().close();
});

test('the server goes while a comment is written: it says so, the draft stays, and goes out when the server is back', async () => {
  const { page } = await hapur.open('/en/milestones/letter-of-intent');
  const body = page.getByLabel('Comment', { exact: true });
  await body.fill('Who has read this letter?');
  await hapur.halt();
  try {
    await page.getByRole('button', { name: 'Send the comment' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'The server does not answer' });
    await alert.getByText('What you wrote is kept on this device.').waitFor();
    expect(await body.inputValue()).toBe('Who has read this letter?');
    await page.getByRole('link', { name: 'Organizations' }).first().click();
    await page.waitForURL('**/organizations');
    await page.getByRole('heading', { name: 'The server does not answer' }).first().waitFor();
    await page.goBack();
    await page.waitForURL('**/letter-of-intent');
    await page.getByRole('heading', { name: 'The server does not answer' }).first().waitFor();
  } finally {
    await hapur.resume();
  }
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect.poll(() => body.inputValue()).toBe('Who has read this letter?');
  await page.getByRole('button', { name: 'Send the comment' }).click();
  await page.getByText('The comment was received. Keep the receipt.').waitFor();
  await page.context().close();
});

test('the server goes while somebody works: what they wrote stays, and is saved when it is back', async () => {
  const page = await signedIn('/en/staff/accounts', adminAccount);
  await openAccount(page, moderatorAccount);
  await page.getByText('There is no key').waitFor();
  await page.getByLabel('Name for colleagues').fill('Milica');
  await hapur.halt();
  try {
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Rights' }).getByRole('alert').filter({ hasText: 'The server does not answer' }).waitFor();
  } finally {
    await hapur.resume();
  }
  expect(await page.getByLabel('Name for colleagues').inputValue()).toBe('Milica');
  await page.getByRole('region', { name: 'Rights' }).getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { level: 1, name: 'Milica' }).waitFor();
  await page.context().close();
});

test('a server that is busy asks for patience, and the page waits as long as it says', async () => {
  const { page } = await hapur.open('/en');
  const problem = { type: 'about:blank', title: 'Unavailable', status: 503, code: 'unavailable', instance: 'x', errors: [] };
  await page.route('**/api/v1/decisions?**', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', headers: { 'retry-after': '2' }, json: problem }));
  await page.getByRole('link', { name: 'Decisions', exact: true }).click();
  await page.getByRole('heading', { name: 'Not just now' }).first().waitFor();
  await page.getByRole('button', { name: /^Try again in [12] s$/ }).first().waitFor();
  await page.unroute('**/api/v1/decisions?**');
  await page.getByRole('button', { name: 'Try again', exact: true }).first().click();
  await page.getByRole('table').first().waitFor();
  await page.context().close();
});
