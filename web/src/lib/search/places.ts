/** Where on this site something that was found stands. */
import type { Schemas } from '#lib/api/client.ts';

export const kinds = ['document', 'decision', 'milestone', 'organization', 'track', 'comment'] as const satisfies readonly Schemas['Kind'][];
export type SearchedKind = (typeof kinds)[number];
/** A thing of the record; of a comment also on what it is. */
export type Place = Pick<Schemas['Hit'], 'kind' | 'id' | 'subject'>;

const folders: Partial<Record<Schemas['Kind'], string>> = { document: 'documents', milestone: 'milestones', decision: 'decisions', organization: 'organizations' };

export function placeOf(hit: Place): string {
  if (hit.kind === 'track') return `/milestones#track-${hit.id}`;
  if (hit.kind === 'comment' && hit.subject) return `/${folders[hit.subject.kind]}/${hit.subject.id}#c-${hit.id}`;
  return `/${folders[hit.kind] ?? ''}/${hit.id}`;
}
