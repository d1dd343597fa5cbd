import type { Schemas } from '#lib/api/client.ts';
import { langs } from '#lib/i18n/locale.ts';
import type { Draft } from './draft.svelte.ts';
import { common, noText, type Kind } from './kind.ts';
import MilestoneForm from './MilestoneForm.svelte';
import MilestonePreview from './MilestonePreview.svelte';

type Written = Required<Omit<Schemas['NewMilestone'], 'id' | 'evidence'>>;
export type MilestoneFields = Written & { evidence: Required<Schemas['Evidence']>[] };

/** A plan that was public is changed: then it needs a reason of its own. The first plan of a milestone without any does not. */
export function replanned(draft: Draft<MilestoneFields>): boolean {
  const before = draft.before('/planned_on');
  const thing = draft.thing as unknown as Schemas['EditorialMilestone'] | null;
  return thing?.status === 'published' && draft.fields.planned_on !== before && !(before === null && !thing.earlier_plans.length);
}

/** Writes the plan. With a new plan begins a new reason; with the old one, the old reason is back. */
export function plan(draft: Draft<MilestoneFields>, date: string | null): void {
  const was = replanned(draft);
  draft.fields.planned_on = date as MilestoneFields['planned_on'];
  const reason = draft.fields.plan_reason;
  const before = draft.before('/plan_reason') as typeof reason;
  const isOld = langs.every((lang) => reason[lang] === before[lang]);
  if (!was && replanned(draft) && isOld) draft.fields.plan_reason = noText();
  if (was && !replanned(draft) && langs.every((lang) => reason[lang] === null)) draft.fields.plan_reason = { ...before };
}

export const milestones: Kind<MilestoneFields> = {
  path: 'milestones',
  newKey: 'edit_new_milestones',
  blank: () => ({
    track: '', position: 1, title: noText(), description: noText(), responsible: null, planned_on: null, started_on: null, completed_on: null,
    cancelled_on: null, plan_reason: noText(), evidence: [], comments_from: null, comments_until: null, ...common()
  }),
  title: (fields) => fields.title,
  texts: (fields) => [
    ['/title', fields.title], ['/description', fields.description], ['/plan_reason', fields.plan_reason],
    ...fields.evidence.map((it, i): [string, typeof it.note] => [`/evidence/${i}/note`, it.note]), ['/note', fields.note]
  ],
  needs: (draft) => ['/title', ...(replanned(draft) ? ['/plan_reason'] : [])],
  blames: { replanning_needs_reason: '/plan_reason' },
  Form: MilestoneForm,
  Preview: MilestonePreview
};
