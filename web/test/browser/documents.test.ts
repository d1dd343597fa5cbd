/** Editors of documents: files on their way into the record, and two people at one title. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editorAccount, Hapur } from './hapur.ts';
import { Line } from './line.ts';
import { pdf } from './pdf.ts';

let hapur: Hapur;
const folder = mkdtempSync(join(tmpdir(), 'hapur-files-'));
beforeAll(async () => { hapur = await Hapur.start(); });
afterAll(async () => { await hapur?.stop(); rmSync(folder, { recursive: true, force: true }); });

const desk = { viewport: { width: 1280, height: 900 } };
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const mimeType = 'application/pdf';

const edit = (path: string, base?: string) => hapur.openAs(editorAccount, `/en/staff/edit${path}`, desk, base);

/** Begins a document and saves its draft. */
async function draft(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'New document' }).click();
  await page.locator('#f-title-sq').fill(`${title} sq`);
  await page.locator('#f-title-sr').fill(`${title} sr`);
  await page.getByRole('button', { name: 'Save the draft' }).click();
  // A new thing moves to an address of its own.
  await page.waitForURL(/\/staff\/edit\/documents\/./);
  await page.getByRole('heading', { name: 'New version' }).waitFor();
}

const row = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true });
const files = (page: Page) => page.getByLabel('Choose files');

test('an editor adds files to a draft, publishes it, and readers get them with their fingerprints', async () => {
  const { page, wrong } = await edit('/documents');
  await draft(page, 'Letra e provës');
  const [albanian, serbian] = [pdf('Letra'), Buffer.from('# Pismo\n\n## Prvi deo\n\nTekst.\n')];
  await files(page).setInputFiles({ name: 'letra-sq.pdf', mimeType, buffer: albanian });
  const dropped = await page.evaluateHandle((text) => { const data = new DataTransfer(); data.items.add(new File([text], 'pismo.md')); return data; }, serbian.toString());
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
  await row(page, 'pismo.md').waitFor();
  expect(await row(page, 'letra-sq.pdf').getByLabel('Language of the file').inputValue()).toBe('sq');
  await page.getByRole('button', { name: 'Add 2 files' }).click();
  await row(page, 'pismo.md').getByText('Choose the language').waitFor();
  await row(page, 'pismo.md').getByLabel('Language of the file').selectOption('sr');
  await page.locator('#f-meta-note-sq').fill('Botimi i parë.');
  await page.locator('#f-meta-note-sr').fill('Prvo izdanje.');
  await page.getByRole('button', { name: 'Add 2 files' }).click();
  await row(page, 'letra-sq.pdf').getByText('It is version 1').waitFor();
  await row(page, 'pismo.md').getByText('It is version 2').waitFor();
  expect(await page.getByText('The server worked out the same fingerprint').count()).toBe(2);
  // Readers see nothing yet; the editor sees the page as it will be.
  const place = `/documents/${new URL(page.url()).pathname.split('/').at(-1)}`;
  expect((await fetch(`${hapur.base}/api/v1${place}`)).status).toBe(404);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#version-1').getByRole('button', { name: 'Download PDF' }).click()]);
  expect(readFileSync(await saved.path()).equals(albanian)).toBe(true);
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.getByRole('heading', { name: 'Prvi deo' }).waitFor();
  await page.getByRole('button', { name: 'Back to editing' }).click();
  await row(page, 'letra-sq.pdf').getByText('It is version 1').waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('link', { name: 'Public page' }).waitFor();

  const reader = await hapur.open(`/sq${place}`);
  await reader.page.getByText('Botimi i parë.').first().waitFor();
  expect((await reader.page.locator('#version-1 .hash').innerText()).replace(/\s/g, '')).toBe(hash(albanian));
  const address = await reader.page.locator('#version-1').getByRole('link', { name: 'Shkarko PDF' }).getAttribute('href');
  expect(Buffer.from(await (await fetch(hapur.base + address)).arrayBuffer()).equals(albanian)).toBe(true);
  await reader.page.getByRole('heading', { name: /Prvi deo/ }).waitFor();
  expect([...wrong, ...reader.wrong]).toEqual([]);
  await Promise.all([page.context().close(), reader.page.context().close()]);
});

test('an upload shows how far it is, can be stopped, and goes on after the line broke', async () => {
  const line = await Line.to(hapur.base);
  const { page } = await edit('/documents', line.base);
  await draft(page, 'Plani i madh');
  const large = join(folder, 'plani-sq.pdf');
  writeFileSync(large, pdf('Plani', 24_000_000));
  await files(page).setInputFiles(large);
  const upload = row(page, 'plani-sq.pdf');
  const underWay = () => page.waitForFunction(() => { const { value } = document.querySelector('progress') ?? { value: 0 }; return value > 0 && value < 1; });

  line.slow = true;
  await page.getByRole('button', { name: 'Add 1 file' }).click();
  await underWay();
  await upload.getByRole('button', { name: 'Stop' }).click();
  await upload.getByText('Stopped. Nothing was added.').waitFor();

  await page.getByRole('button', { name: 'Send 1 file again' }).click();
  await underWay();
  line.break();
  await upload.getByText('The line broke.').waitFor();
  line.mend();
  await page.getByRole('button', { name: 'Send 1 file again' }).click();
  await upload.getByText('It is version 1').waitFor();
  await page.locator('#version-1').waitFor();
  expect(await page.locator('.versions > li').count()).toBe(1);
  await page.context().close();
  await line.end();
});

test('what is not what its name says, or too large, is refused with its reason', async () => {
  const { page } = await edit('/documents');
  await draft(page, 'Refuzimi');
  const tooLarge = join(folder, 'tepër-sq.pdf');
  writeFileSync(tooLarge, pdf('Tepër', 53_000_000));
  await files(page).setInputFiles([tooLarge]);
  await files(page).setInputFiles([
    { name: 'faqe-sq.pdf', mimeType, buffer: Buffer.from('<!DOCTYPE html><title>Faqe</title><script>alert(1)</script>') },
    { name: 'faqe.html', mimeType: 'text/html', buffer: Buffer.from('<p>Faqe</p>') }, { name: 'letra-sq.pdf', mimeType, buffer: pdf('Letra') }
  ]);
  await row(page, 'faqe.html').getByRole('alert').getByText('This kind of file is not accepted.').waitFor();
  await page.getByRole('button', { name: 'Add 3 files' }).click();
  await row(page, 'tepër-sq.pdf').getByRole('alert').getByText('This is larger than allowed.').waitFor();
  await row(page, 'faqe-sq.pdf').getByRole('alert').getByText('By its name this is a PDF, but inside it is something else').waitFor();
  await row(page, 'letra-sq.pdf').getByText('It is version 1').waitFor();
  await files(page).setInputFiles({ name: 'kopje-sq.pdf', mimeType, buffer: pdf('Letra') });
  await row(page, 'kopje-sq.pdf').getByText('These very bytes are version 1 already.').waitFor();
  expect(await page.locator('.versions > li').count()).toBe(1);
  await page.context().close();
});

test('of two editors at one title nobody loses a word', async () => {
  const [one, other] = await Promise.all([edit('/documents/about'), edit('/documents/about')]);
  const title = (page: Page) => page.locator('#f-title-en');
  await Promise.all([title(one.page).waitFor(), title(other.page).waitFor()]);
  await title(one.page).fill('About this record');
  await title(other.page).fill('What Hapur is for');
  await other.page.locator('#f-summary-en').fill('Who keeps this record, and why.');
  await one.page.getByRole('button', { name: 'Publish the change' }).click();
  await one.page.getByRole('heading', { level: 1, name: 'About this record' }).waitFor();
  await one.page.getByText(/All is saved/).waitFor();
  await other.page.getByRole('button', { name: 'Publish the change' }).click();
  await other.page.getByRole('heading', { name: 'Somebody else saved first' }).waitFor();
  await other.page.getByText('About this record', { exact: true }).first().waitFor();
  await other.page.getByLabel(/^The other’s text/).check();
  await other.page.getByRole('button', { name: 'Publish the change' }).click();
  await other.page.getByText(/All is saved/).waitFor();
  const { title: now, summary } = (await (await fetch(`${hapur.base}/api/v1/documents/about`)).json()) as { title: { en: string }; summary: { en: string } };
  expect([now.en, summary.en]).toEqual(['About this record', 'Who keeps this record, and why.']);
  await Promise.all([one.page.context().close(), other.page.context().close()]);
});
