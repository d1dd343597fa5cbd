import { ask, type Schemas } from '#lib/api/client.ts';
import type { Session } from '#lib/staff/session.svelte.ts';

/** One comment as moderators see it, in any state, with what was decided on it before. */
export const readCase = (session: Session, id: string): Promise<Schemas['CommentCase']> =>
  ask(session.api.GET('/api/v1/moderation/comments/{id}', { params: { path: { id } } }));

/** The number of a comment, out of an address or as it is. */
export const commentIn = (text: string): string | null => text.toLowerCase().match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/)?.[0] ?? null;
