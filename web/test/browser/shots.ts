/** Pictures of pages, to look at: node test/browser/shots.ts FOLDER PATH... [--wide --narrow --dark --light] against HAPUR_SHOTS (http://127.0.0.1:9322). */
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const base = process.env.HAPUR_SHOTS ?? 'http://127.0.0.1:9322';
const [folder, ...rest] = process.argv.slice(2);
if (!folder) throw new Error('which folder?');
const flags = new Set(rest.filter((x) => x.startsWith('--')));
const paths = rest.filter((x) => !x.startsWith('--'));
const either = (a: string, b: string) => (flags.has(a) || !flags.has(b));
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const path of paths)
  for (const width of [1280, 390].filter((w) => (w === 1280 ? either('--wide', '--narrow') : either('--narrow', '--wide'))))
    for (const colorScheme of (['light', 'dark'] as const).filter((c) => (c === 'light' ? either('--light', '--dark') : either('--dark', '--light')))) {
      const page = await (await browser.newContext({ viewport: { width, height: 900 }, colorScheme })).newPage();
      page.on('console', (m) => m.type() === 'error' && console.log(path, m.text()));
      page.on('pageerror', (e) => console.log(path, String(e)));
      await page.goto(base + path, { waitUntil: 'networkidle' });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}/${path.replace(/^\//, '').replace(/[/#?=&]/g, '_') || 'root'}-${width}-${colorScheme}.png`, fullPage: true });
      await page.context().close();
    }
await browser.close();
