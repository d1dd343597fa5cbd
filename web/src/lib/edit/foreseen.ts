/** The state that the server will give a milestone with these dates. Its rules are the ones that count (api/src/milestones/rules.rs). */
import type { Schemas } from '#lib/api/client.ts';
import { span } from '#lib/i18n/dates.ts';

type Dates = Pick<Schemas['Milestone'], 'planned_on' | 'started_on' | 'completed_on' | 'cancelled_on'>;

const DAY = 86_400_000;
/** How many days before the last planned one a milestone is called due soon. */
const SOON = 30;

/** On that civil day of Kosovo, `2026-11-23`. */
export function foreseen(dates: Dates, today: string): Schemas['MilestoneState'] {
  const due = dates.planned_on ? span(dates.planned_on) : null;
  if (dates.cancelled_on) return 'cancelled';
  if (dates.completed_on) {
    const done = span(dates.completed_on);
    return done && due && done.from >= due.to ? 'completed_late' : 'completed';
  }
  // A span ends where the day after its last one begins.
  const left = due && (due.to - DAY - Date.parse(today)) / DAY;
  if (left !== null && left < 0) return 'late';
  if (left !== null && left <= SOON) return 'due_soon';
  return dates.started_on ? 'in_progress' : 'planned';
}
