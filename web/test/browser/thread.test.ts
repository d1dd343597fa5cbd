/** Long threads. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hapur } from './hapur.ts';

let hapur: Hapur;
beforeAll(async () => { hapur = await Hapur.start(); });
afterAll(() => hapur?.stop());

test('a thread grows page by page, and a late reply hangs from what it answers', async () => {
  const subject = { kind: 'decision', id: 'dec-2021-06-08' };
  const first = await hapur.say(subject, 'Which law was this based on?');
  await hapur.sayMany(subject, 100);
  await hapur.say(subject, 'This is known by now.', { parent: first.id });
  const { page, wrong } = await hapur.open('/en/decisions/dec-2021-06-08');
  const said = page.locator('.comment');
  expect(await said.count()).toBe(100);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.locator(`#c-${first.id} .comment`, { hasText: 'This is known by now.' }).waitFor();
  expect(await said.count()).toBe(102);
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  expect(wrong).toEqual([]);
  await page.context().close();
});
