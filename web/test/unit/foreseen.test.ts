import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { foreseen } from '../../src/lib/edit/foreseen.ts';

const snake = (name: string) => name.replace(/(?<=.)[A-Z]/g, '_$&').toLowerCase();
/** The table by which the server's rule is held: planned, started, completed, cancelled, the day, and the state. */
const table = [...readFileSync('../api/src/milestones/rules/tests.rs', 'utf8').matchAll(/\("([^"]+)", "([\d-]+)", MilestoneState::(\w+)\)/g)].map(([, row, day, state]) => ({ row: row!.replace(/\s+/g, ' '), day: day!, state: snake(state!) }));

test('the table has every state, and dates of every precision', () => {
  expect(new Set(table.map(({ state }) => state))).toEqual(new Set(['planned', 'in_progress', 'due_soon', 'late', 'completed', 'completed_late', 'cancelled']));
  for (const date of ['2023', '2023-07', '2023-06-30', 'unknown']) expect(table.some(({ row }) => row.split(' ').includes(date)), date).toBe(true);
});

test.each(table)('a preview says of the dates $row on $day what the server says: $state', ({ row, day, state }) => {
  const [planned_on, started_on, completed_on, cancelled_on] = row.split(' ').map((date) => (date === '-' ? null : date)) as [string | null, string | null, string | null, string | null];
  expect(foreseen({ planned_on, started_on, completed_on, cancelled_on }, day)).toBe(state);
});
