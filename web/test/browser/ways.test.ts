/** The other ways in which pages are used: by the keyboard alone, on paper, and by people whom movement disturbs. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Hapur } from './hapur.ts';

const pages = [
  '', '/milestones', '/milestones/refusal', '/documents', '/documents/about', '/documents/nap-2026-2028', '/decisions', '/decisions/dec-2021-06-08',
  '/organizations', '/organizations/mlga', '/about', '/rules', '/privacy', '/data', '/accessibility', '/receipt', '/search?q=plan', '/moderation'
];

let hapur: Hapur;
beforeAll(async () => {
  hapur = await Hapur.start();
  const { id } = await hapur.say({ kind: 'milestone', id: 'refusal' }, 'Where can the letter be read?');
  await hapur.say({ kind: 'milestone', id: 'refusal' }, 'In no archive that is open.', { parent: id });
});
afterAll(() => hapur?.stop());

/** In the page: what can be used and is seen, numbered; of radio buttons of one name the keyboard reaches one. */
function number(): number {
  const seen = new Set<string>();
  const usable = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((e) => {
    if (!e.checkVisibility({ visibilityProperty: true }) || (e as HTMLButtonElement).disabled || e.tabIndex < 0) return false;
    const group = e instanceof HTMLInputElement && e.type === 'radio' ? e.name : '';
    return !group || (!seen.has(group) && !!seen.add(group));
  });
  usable.forEach((e, i) => { e.dataset.nr = String(i); });
  return usable.length;
}

/** In the page: which of them has the focus now, and whether that can be seen. */
function focused(): { nr: number; name: string; isSeen: boolean } {
  const e = document.activeElement as HTMLElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(e);
  const { width, height, bottom, top } = e.getBoundingClientRect();
  const isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && height > 0 && bottom > 0 && top < innerHeight;
  return { nr: Number(e.dataset.nr ?? -1), name: `${e.tagName} ${e.textContent?.trim().slice(0, 40) || e.id}`, isSeen };
}

async function tabThrough(page: Page, count: number): Promise<{ reached: number[]; unseen: string[] }> {
  const [reached, unseen] = [[] as number[], [] as string[]];
  for (let pressed = 0; pressed < count; pressed += 1) {
    await page.keyboard.press('Tab');
    const { nr, name, isSeen } = await page.evaluate(focused);
    reached.push(nr);
    if (!isSeen) unseen.push(name);
  }
  return { reached, unseen };
}

describe('by the keyboard alone', () => {
  test.each(pages)('everything on /en%s is reached in its order, and the focus is seen', async (path) => {
    const { page } = await hapur.open(`/en${path}`, { viewport: { width: 1280, height: 800 } });
    const count = await page.evaluate(number);
    const { reached, unseen } = await tabThrough(page, count);
    expect(reached).toEqual(Array.from({ length: count }, (_, i) => i));
    expect(unseen).toEqual([]);
    await page.context().close();
  });

  test('the first link skips what every page has', async () => {
    const { page } = await hapur.open('/sq/decisions');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => !!document.activeElement?.closest('main'))).toBe(true);
    await page.context().close();
  });
});

describe('on paper', () => {
  test.each(pages)('/en%s has no navigation and no control', async (path) => {
    const { page } = await hapur.open(`/en${path}`, { viewport: { width: 720, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll('nav, form, button, .skip, textarea, select')].filter((e) => e.checkVisibility()).map((e) => `${e.tagName} ${e.className} ${e.textContent?.trim().slice(0, 30)}`));
    expect(shown).toEqual([]);
    expect(await page.locator('h1').isVisible()).toBe(true);
    await page.context().close();
  });

  test('a thread is whole, and links out of the site have their address', async () => {
    const { page } = await hapur.open('/en/milestones/refusal');
    await page.emulateMedia({ media: 'print' });
    await page.getByText('In no archive that is open.').waitFor();
    const skipped = await page.evaluate(() => [...document.querySelectorAll('.comment')].filter((e) => getComputedStyle(e).contentVisibility !== 'visible').length);
    expect(skipped).toBe(0);
    const bare = await page.evaluate(() => [...document.querySelectorAll('main a[href^="http"]:not(.source)')].filter((a) => !a.textContent?.includes('://') && !getComputedStyle(a, '::after').content.includes('attr') && !getComputedStyle(a, '::after').content.includes('http')).map((a) => a.textContent));
    expect(bare).toEqual([]);
    await page.context().close();
  });
});

test('whoever wants no movement gets none', async () => {
  for (const path of ['', '/moderation', '/documents/about']) {
    const { page } = await hapur.open(`/en${path}`, { reducedMotion: 'reduce' });
    const moving = await page.evaluate(() => document.getAnimations().filter((a) => Number(a.effect?.getComputedTiming().duration) > 0).length);
    const slow = await page.evaluate(() => [...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionDuration.split(',').some((d) => parseFloat(d) > 0)).length);
    expect([moving, slow]).toEqual([0, 0]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto');
    await page.context().close();
  }
});
