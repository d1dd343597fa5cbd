/** Samples for the page of all parts. Nothing here is of the record. */
import type { Schemas } from '#lib/api/client.ts';
import type { Milestone, Organization } from '#lib/api/record.ts';

const at = '2026-11-23T12:00:00.000Z';
const only = (en: string): Schemas['Translated'] => ({ sq: null, sr: null, en });

function milestone(position: number, state: Schemas['MilestoneState'], title: string, dates: Partial<Milestone>): Milestone {
  return {
    id: `sample-${position}`, track: 'sample', position, title: only(title), description: only('One or two sentences say what it is about.'), state, status: 'published', revision: 1,
    responsible: null, planned_on: null, started_on: null, completed_on: null, cancelled_on: null, plan_reason: only('Why the plan is as it is.'), evidence: [], earlier_plans: [],
    comments_open: true, comments_from: null, comments_until: null, created_at: at, updated_at: at, sources: [], confidence: 'high', note: only('A note.'), unofficial: [], ...dates
  } as Milestone;
}

export const milestones: Milestone[] = [
  milestone(1, 'completed', 'Done in its time', { completed_on: '2013-07-09' }),
  milestone(2, 'completed_late', 'Done late', { planned_on: '2022', completed_on: '2023-07' }),
  milestone(3, 'cancelled', 'Given up', { cancelled_on: '2024-02' }),
  milestone(4, 'late', 'Late', { planned_on: '2025-06' }),
  milestone(5, 'in_progress', 'Begun', { started_on: '2026-04-03', planned_on: '2027' }),
  milestone(6, 'planned', 'Planned', { planned_on: '2028' })
];

export const organizations = new Map<string, Organization>([['sample', { id: 'sample', name: only('An organization') } as Organization]]);

const person = { subject: { kind: 'document', id: 'about' }, parent: null, depth: 0, organization: null, language: 'en', revision: 2, created_at: at, published_at: at, replies: 0, seq: 1, answers: 0, merged: 0, on_behalf_of: null } as const;
const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;

export const said: Schemas['Comment'] = { ...person, id: id(1), author_kind: 'civil_society', author_name: 'Arta', organization: 'A club', body: 'A comment is shown as it was written.', state: 'published', reasons: [], state_since: at };
export const reply: Schemas['Comment'] = { ...said, id: id(2), parent: id(1), depth: 1, author_kind: 'citizen', author_name: null, organization: null, body: 'And so is what somebody says to it.' };
export const hidden: Schemas['Comment'] = { ...person, id: id(3), author_kind: 'citizen', author_name: null, body: null, state: 'hidden', reasons: ['personal_data'], state_since: '2026-11-23T13:00:00.000Z' };

export const answer: Schemas['Response'] = {
  id: id(4), comment: id(1), subject: person.subject, organization: 'sample', outcome: 'partly_accepted', reason: { sq: 'Pjesërisht.', sr: 'Delimično.', en: 'Partly, and this is the reason.' },
  changed: null, answered_by: 'sample', published_at: at, revision: 1, seq: 2, superseded_by: null, supersedes: null
};
export const receipt = { id: id(5), code: 'HPR-0123456789ABCDEFGHJK' };

/** The roles that a colour can have, in the order of tokens.css. */
export const colours = ['paper', 'paper-2', 'paper-3', 'ink', 'ink-2', 'rule', 'rule-strong', 'edge', 'blue', 'blue-2', 'blue-fill', 'on-blue', 'field', 'field-2', 'field-rule', 'on-field', 'on-field-2', 'amber', 'on-amber', 'amber-ink', 'amber-wash', 'red', 'red-wash', 'focus'];
