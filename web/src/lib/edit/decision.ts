import type { Schemas } from '#lib/api/client.ts';
import { common, noText, type Kind } from './kind.ts';
import DecisionForm from './DecisionForm.svelte';
import DecisionPreview from './DecisionPreview.svelte';

export type DecisionFields = Required<Omit<Schemas['NewDecision'], 'id'>>;

export const decisions: Kind<DecisionFields> = {
  path: 'decisions',
  newKey: 'edit_new_decisions',
  blank: () => ({
    issuer: '', number: null, item: null, meeting: null, date: '' as DecisionFields['date'], title: noText(), summary: noText(), legal_basis: noText(), document: null,
    relations: [], milestones: [], ...common()
  }),
  title: (fields) => fields.title,
  texts: (fields) => [['/title', fields.title], ['/summary', fields.summary], ['/legal_basis', fields.legal_basis], ['/note', fields.note]],
  needs: () => ['/title'],
  Form: DecisionForm,
  Preview: DecisionPreview
};
