/** Lighthouse as a phone sees three pages, median of five: `npm run lighthouse`. It is fetched when it is asked for: with what it needs it is
 *  larger than everything else that the web is built and tested with. Ends with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hapur } from '../browser/hapur.ts';

const VERSION = '13.5.0';
const RUNS = Number(process.env.RUNS ?? 5);
const pages = ['/sq', '/sq/documents/nap-2026-2028', '/sq/milestones/refusal'];

interface Report { categories: Record<string, { score: number }>; audits: Record<string, { numericValue: number; score: number | null; title: string; details?: unknown }> }
interface Figures { performance: number; accessibility: number; 'best-practices': number; seo: number; largest: number; moved: number; blocked: number }

const wanted: [keyof Figures, (value: number) => boolean, string][] = [
  ['performance', (v) => v >= 98, '>= 98'], ['accessibility', (v) => v === 100, '100'], ['best-practices', (v) => v === 100, '100'], ['seo', (v) => v === 100, '100'],
  ['largest', (v) => v <= 1600, '<= 1600 ms'], ['moved', (v) => v === 0, '0']
];

const folder = mkdtempSync(join(tmpdir(), 'hapur-lighthouse-'));
const program = process.env.LIGHTHOUSE ? [process.env.LIGHTHOUSE] : ['npx', '--yes', `lighthouse@${VERSION}`];

function look(url: string): Figures {
  const [command, ...before] = program as [string, ...string[]];
  const out = join(folder, 'report.json');
  const run = spawnSync(command, [...before, url, '--quiet', '--output=json', `--output-path=${out}`, '--chrome-flags=--headless=new --no-sandbox --disable-gpu'], { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' }, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const { categories, audits } = JSON.parse(readFileSync(out, 'utf8')) as Report;
  const score = (name: string) => Math.round(categories[name]!.score * 100);
  for (const name of ['accessibility', 'best-practices', 'seo']) if (score(name) < 100) console.log(name, Object.values(audits).filter((a) => a.score !== null && a.score < 1).map((a) => a.title));
  return {
    performance: score('performance'), accessibility: score('accessibility'), 'best-practices': score('best-practices'), seo: score('seo'),
    largest: Math.round(audits['largest-contentful-paint']!.numericValue), moved: audits['cumulative-layout-shift']!.numericValue, blocked: Math.round(audits['total-blocking-time']!.numericValue)
  };
}

const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[numbers.length >> 1]!;
const hapur = await Hapur.start();
await hapur.say({ kind: 'milestone', id: 'refusal' }, 'Where can the letter be read?');
await hapur.say({ kind: 'milestone', id: 'refusal' }, 'Ku mund të lexohet letra?', { language: 'sq' });
let [passed, failed] = [0, 0];
try {
  for (const path of pages) {
    const runs = Array.from({ length: RUNS }, () => look(hapur.base + path));
    const figures = Object.fromEntries(Object.keys(runs[0]!).map((k) => [k, median(runs.map((r) => r[k as keyof Figures]))])) as unknown as Figures;
    const wrong = wanted.filter(([name, isGood]) => !isGood(figures[name])).map(([name, , want]) => `${name} ${figures[name]}, wanted ${want}`);
    console.log(`${path}: ${Object.entries(figures).map(([k, v]) => `${k} ${v}`).join(', ')} (largest of each run: ${runs.map((r) => r.largest).join(' ')})`);
    if (wrong.length) { failed += 1; console.log(`  FAILED ${wrong.join('; ')}`); } else passed += 1;
  }
} finally {
  await hapur.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
