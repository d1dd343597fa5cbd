import type { Schemas } from '#lib/api/client.ts';
import { common, noText, type Kind } from './kind.ts';
import OrganizationForm from './OrganizationForm.svelte';
import OrganizationPreview from './OrganizationPreview.svelte';

export type OrganizationFields = Required<Omit<Schemas['NewOrganization'], 'id'>>;

export const organizations: Kind<OrganizationFields> = {
  path: 'organizations',
  newKey: 'edit_new_organizations',
  blank: () => ({ kind: 'other', name: noText(), acronym: noText(), role: noText(), website: null, active: null, ...common() }),
  title: (fields) => fields.name,
  texts: (fields) => [['/name', fields.name], ['/acronym', fields.acronym], ['/role', fields.role], ['/note', fields.note]],
  needs: () => ['/name'],
  Form: OrganizationForm,
  Preview: OrganizationPreview
};
