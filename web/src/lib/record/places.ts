/** Where on this site the things of the record stand, and what is said of them. */
import type { Schemas } from '#lib/api/client.ts';

interface Thing { kind: Schemas['Kind']; id: string }
/** A thing of the record; of a comment also on what it is. */
export interface Place extends Thing { subject?: Thing | null }

const folders: Partial<Record<Schemas['Kind'], string>> = { document: 'documents', milestone: 'milestones', decision: 'decisions', organization: 'organizations' };

/** The path in any language: of the thing, or of this comment on it. */
export function placeOf({ kind, id, subject }: Place, comment?: string): string {
  if (kind === 'track') return `/milestones#track-${id}`;
  if (kind === 'comment' && subject) return placeOf(subject, id);
  return `/${folders[kind] ?? ''}/${id}${comment ? `#c-${comment}` : ''}`;
}
export const keyOf = ({ kind, id }: Thing): string => `${kind}:${id}`;
