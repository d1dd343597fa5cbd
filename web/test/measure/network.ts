/** What a first visit over 400 kbit/s with 400 ms of round trip sees, and when: `npm run measure:network`. Wanted: text within 1 s, data within 3 s. */
import type { Page } from 'playwright-core';
import { Hapur } from '../browser/hapur.ts';

const pages = ['', '/documents', '/documents/nap-2026-2028', '/milestones', '/milestones/refusal', '/decisions/dec-2021-06-08', '/rules'];
const slow = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[numbers.length >> 1]!;

/** In the page, before anything else: when the title stood, and when nothing was awaited any more. */
function watch(): void {
  const times = ((globalThis as unknown as { times: Record<string, number> }).times = {} as Record<string, number>);
  new PerformanceObserver((list) => { for (const e of list.getEntriesByName('first-contentful-paint')) times.text = e.startTime; }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => { for (const e of list.getEntries()) times.largest = e.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
  const look = () => {
    const main = document.querySelector('main');
    const told = document.querySelector<HTMLElement>('#served, .told:not(:empty)')?.offsetHeight;
    if (main && document.querySelector('h1, [aria-busy]') && (told || !main.querySelector('[aria-busy=true]'))) times.data ??= performance.now();
    if (main && main.id && !document.querySelector('#served, .told') && !main.querySelector('[aria-busy=true]') && /\d/.test(document.querySelector('.proof b')?.textContent ?? '')) times.app ??= performance.now();
    if (!times.app) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(hapur: Hapur, path: string): Promise<{ text: number; largest: number; data: number; app: number; bytes: number }> {
  const context = await hapur.browser.newContext({ viewport: { width: 390, height: 800 } });
  const page: Page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  let bytes = 0;
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', slow);
  devtools.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength; });
  await page.addInitScript(watch);
  await page.goto(`${hapur.base}/sq${path}`, { waitUntil: 'commit' });
  await page.waitForFunction(() => (globalThis as unknown as { times: { app?: number } }).times.app !== undefined, undefined, { timeout: 60_000 });
  const times = await page.evaluate(() => (globalThis as unknown as { times: { text: number; largest: number; data: number; app: number } }).times);
  await context.close();
  return { ...times, bytes };
}

const hapur = await Hapur.start();
await hapur.say({ kind: 'milestone', id: 'refusal' }, 'Where can the letter be read?');
console.log('page, median of 3: first text, largest text, data, app (s), kB over the wire');
for (const path of pages) {
  const seen = [await visit(hapur, path), await visit(hapur, path), await visit(hapur, path)];
  const of = (what: keyof (typeof seen)[0]) => median(seen.map((s) => s[what]));
  const seconds = (['text', 'largest', 'data', 'app'] as const).map((what) => (of(what) / 1000).toFixed(2));
  console.log(`/sq${path}`.padEnd(34), ...seconds, (of('bytes') / 1000).toFixed(0));
}
await hapur.stop();
