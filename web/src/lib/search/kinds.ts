/** The kinds of things that the search finds. */
import type { Schemas } from '#lib/api/client.ts';

export const kinds = ['document', 'decision', 'milestone', 'organization', 'track', 'comment'] as const satisfies readonly Schemas['Kind'][];
export type SearchedKind = (typeof kinds)[number];
