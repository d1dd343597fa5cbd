/** Where the process stands, from what is on record and the clock. Pure: the pages only show it. */
import type { Decision, Document, Milestone } from '#lib/api/record.ts';
import { span } from '#lib/i18n/dates.ts';

export interface Period { id: string; from: number; to: number }
export interface Happened { milestone: Milestone; date: string }

/** When it happened, or the best that is known of it. */
export const dateOf = (m: Milestone): string | null => m.completed_on ?? m.cancelled_on ?? m.planned_on ?? m.started_on;
export const isOpen = (m: Milestone): boolean => !['completed', 'completed_late', 'cancelled'].includes(m.state);

const middle = (date: string | null): number | null => {
  const s = date ? span(date) : null;
  return s && s.to;
};

/** Whether it is known when, if only roughly. */
export const hasDate = (m: Milestone): boolean => middle(dateOf(m)) !== null;

/** Newest first; what has no date comes last, in the order of its track. */
export function newestFirst(a: Milestone, b: Milestone): number {
  const [x, y] = [middle(dateOf(a)), middle(dateOf(b))];
  if (x === null || y === null) return x === y ? b.position - a.position : x === null ? 1 : -1;
  return y - x;
}

/** What is still to come: the nearest date first, without a date last. */
export function nextFirst(a: Milestone, b: Milestone): number {
  const [x, y] = [middle(a.planned_on), middle(b.planned_on)];
  if (x === null || y === null) return x === y ? a.position - b.position : x === null ? 1 : -1;
  return x - y;
}

/** The years that national action plans name in their titles, in order. Local plans have another publisher. */
export function plans(documents: readonly Document[], national: readonly (string | null)[]): Period[] {
  const found = documents
    .filter((d) => d.kind === 'action_plan' && national.includes(d.publisher))
    .flatMap((d) => {
      const years = (d.title.en ?? d.title.sq ?? d.title.sr ?? '').match(/\b(20\d\d)[-–](20\d\d)\b/);
      return years ? [{ id: d.id, from: Number(years[1]), to: Number(years[2]) }] : [];
    });
  return found.sort((a, b) => a.from - b.from);
}

/** Who issues the decisions about the process and leads its steps: their plans are the national ones. */
export const nationals = (decisions: readonly Decision[], milestones: readonly Milestone[]): string[] => [
  ...new Set([...decisions.map((d) => d.issuer), ...milestones.filter((m) => m.track === 'membership-2021').flatMap((m) => m.responsible ?? [])])
];

/** The plan that is running, and which of its years this is. */
export function running(periods: readonly Period[], year: number): (Period & { year: number }) | null {
  const now = periods.filter((p) => p.from <= year && year <= p.to).at(-1);
  return now ? { ...now, year: year - now.from + 1 } : null;
}
