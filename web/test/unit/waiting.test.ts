import { expect, test } from 'vitest';
import { Waiting } from '../../src/lib/staff/waiting.ts';

test('where nobody can sign in again, nothing waits', async () => {
  expect(await new Waiting().until('POST /api/v1/decisions', true)).toBe(false);
});

test('what waits is tried again once somebody is back, and a write that was pressed says so', async () => {
  const waiting = new Waiting();
  waiting.open();
  const read = waiting.until('GET /api/v1/documents', true);
  expect(waiting.isPressed).toBe(false);
  const renewal = waiting.until('POST /api/v1/moderation/comments/x/claim', false);
  expect(waiting.isPressed).toBe(false);
  const write = waiting.until('PATCH /api/v1/documents/x', true);
  expect(waiting.isPressed).toBe(true);
  waiting.over(true);
  expect(await Promise.all([read, renewal, write])).toEqual([true, true, true]);
});

test('who asks for the same thing every few seconds waits once; writes are never taken for one another', async () => {
  const waiting = new Waiting();
  waiting.open();
  const [first, second] = [waiting.until('GET /queue', true), waiting.until('GET /queue', true)];
  const writes = [waiting.until('POST /comments', true), waiting.until('POST /comments', true)];
  expect(await second).toBe(false);
  waiting.over(true);
  expect(await Promise.all([first, ...writes])).toEqual([true, true, true]);
});

test('who declines lets the writes go and still waits for what the page reads', async () => {
  const waiting = new Waiting();
  waiting.open();
  const [read, write] = [waiting.until('GET /queue', true), waiting.until('POST /comments', true)];
  waiting.over(false, 'writes');
  expect(await write).toBe(false);
  waiting.close();
  expect(await read).toBe(false);
});
