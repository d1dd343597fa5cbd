import type { Schemas } from '#lib/api/client.ts';
import { common, noText, type Kind } from '#lib/edit/kind.ts';
import type { Kept } from '#lib/edit/register.ts';
import DocumentForm from './DocumentForm.svelte';
import DocumentPreview from './DocumentPreview.svelte';

export type DocumentFields = Required<Omit<Schemas['NewDocument'], 'id'>>;
/** With what the record keeps beside the fields. */
export type KeptDocument = Kept<DocumentFields> & Pick<Schemas['EditorialDocument'], 'versions' | 'comments_open'>;

export const documents: Kind<DocumentFields> = {
  path: 'documents',
  newKey: 'files_new_document',
  blank: () => ({ kind: 'other', title: noText(), summary: noText(), publisher: null, date: null, external_url: null, comments_from: null, comments_until: null, ...common() }),
  title: (fields) => fields.title,
  texts: (fields) => [['/title', fields.title], ['/summary', fields.summary], ['/note', fields.note]],
  needs: () => ['/title'],
  Form: DocumentForm,
  Preview: DocumentPreview
};
