import { expect, test } from 'vitest';
import { Waiting } from '../../src/lib/staff/waiting.ts';

test('where nobody can sign in again, nothing waits', async () => {
  expect(await new Waiting().until('POST /api/v1/decisions')).toBe(false);
});

test('what waits is tried again once somebody is back, and a write says so', async () => {
  const waiting = new Waiting();
  waiting.open();
  const read = waiting.until('GET /api/v1/documents');
  expect(waiting.isWrite).toBe(false);
  const write = waiting.until('PATCH /api/v1/documents/x');
  expect(waiting.isWrite).toBe(true);
  waiting.over(true);
  expect(await Promise.all([read, write])).toEqual([true, true]);
});

test('who asks for the same thing every few seconds waits once; writes are never taken for one another', async () => {
  const waiting = new Waiting();
  waiting.open();
  const [first, second] = [waiting.until('GET /queue'), waiting.until('GET /queue')];
  const writes = [waiting.until('POST /comments'), waiting.until('POST /comments')];
  expect(await second).toBe(false);
  waiting.over(true);
  expect(await Promise.all([first, ...writes])).toEqual([true, true, true]);
});

test('who declines lets the writes go and still waits for what the page reads', async () => {
  const waiting = new Waiting();
  waiting.open();
  const [read, write] = [waiting.until('GET /queue'), waiting.until('POST /comments')];
  waiting.over(false, 'writes');
  expect(await write).toBe(false);
  waiting.close();
  expect(await read).toBe(false);
});
