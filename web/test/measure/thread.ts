/** How quickly a thread of 2,000 comments answers its reader on a CPU four times slower than this one: `npm run measure:thread`. Wanted: every interaction below 100 ms. */
import { Hapur } from '../browser/hapur.ts';

const COMMENTS = Number(process.env.COMMENTS ?? 2000);
const subject = { kind: 'milestone', id: 'refusal' };

const hapur = await Hapur.start();
await hapur.sayMany(subject, COMMENTS);
const context = await hapur.browser.newContext({ viewport: { width: 390, height: 800 } });
const page = await context.newPage();
await page.addInitScript(() => {
  const seen = ((globalThis as unknown as { seen: [string, number][] }).seen = []) as [string, number][];
  new PerformanceObserver((list) => {
    for (const e of list.getEntries() as unknown as { interactionId: number; name: string; duration: number }[]) if (e.interactionId) seen.push([e.name, e.duration]);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
});
const devtools = await context.newCDPSession(page);
await page.goto(`${hapur.base}/en/milestones/${subject.id}`);
await page.locator('.comment').first().waitFor();
await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });

/** The longest of the events since the last look: the browser reports them a frame later. */
async function longest(what: string): Promise<void> {
  await page.evaluate(() => new Promise((over) => setTimeout(over, 1500)));
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: [string, number][] }).seen.splice(0));
  const [name, duration] = seen.sort((a, b) => b[1] - a[1])[0] ?? ['none', 0];
  console.log(`${what.padEnd(46)} ${duration} ms (${name}); ${await page.locator('.comment, .stub').count()} comments in the page`);
}

const more = page.getByRole('button', { name: 'Show more' });
for (let pressed = 0; (await more.count()) > 0; pressed += 1) {
  const before = await page.locator('.comment, .stub').count();
  await more.click();
  await page.waitForFunction((n) => document.querySelectorAll('.comment, .stub').length > n, before);
  if (pressed % 6 === 0 || pressed < 2) await longest(`show more (${pressed + 1})`);
}
await longest('show more, the longest of the rest');
await page.getByRole('button', { name: /^Reply/ }).first().click();
await longest('open a reply');
await page.locator('.comment textarea').first().click();
await longest('point at its text');
await page.keyboard.type('What about the deadlines?', { delay: 60 });
await longest('type a reply');
await page.getByRole('button', { name: /^Reply/ }).last().scrollIntoViewIfNeeded();
await page.getByRole('button', { name: /^Reply/ }).last().click();
await longest('open a reply at the end');
await page.getByLabel('Comment', { exact: true }).last().click();
await page.keyboard.type('A comment of my own.', { delay: 60 });
await longest('type a comment');
await page.getByRole('button', { name: 'Dark view' }).click();
await longest('change to the dark view');
await hapur.stop();
