import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stepsFrom, stepsFromAll, type State } from '../../src/lib/queue/steps.ts';

test('the decisions that are offered are those of the table of the API', () => {
  const table = readFileSync('../api/src/comments/steps.rs', 'utf8');
  const lines = [...table.matchAll(/\((\w+), Decide\(Outcome::(\w+)\), \w+\)/g)].map(([, from, outcome]) => `${from!.toLowerCase()} ${outcome!.toLowerCase()}`);
  expect(lines.length).toBeGreaterThan(8);
  const states: State[] = ['received', 'escalated', 'published', 'rejected', 'hidden', 'withdrawn', 'merged', 'erased'];
  expect(states.flatMap((state) => stepsFrom(state).map((outcome) => `${state} ${outcome}`)).sort()).toEqual(lines.sort());
});

test('several are decided on as far as their states agree, and merged one by one', () => {
  expect(stepsFromAll(['received', 'received'])).toEqual(['publish', 'reject', 'escalate']);
  expect(stepsFromAll(['received', 'escalated'])).toEqual(['publish', 'reject']);
  expect(stepsFromAll(['received', 'hidden'])).toEqual([]);
  expect(stepsFromAll([])).toEqual([]);
});
