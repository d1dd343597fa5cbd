/** A claim keeps a comment for one moderator for 15 minutes. Who works on it has it renewed; taking it again is renewing it. */
import { ask, type Schemas } from '#lib/api/client.ts';
import type { Session } from '#lib/staff/session.svelte.ts';

export type Claim = Schemas['ClaimShown'];
const RENEWED_BELOW = 10 * 60_000;

const at = (id: string) => ({ params: { path: { id } } });
export const takeClaim = (session: Session, id: string): Promise<Claim> => ask(session.api.POST('/api/v1/moderation/comments/{id}/claim', at(id)));
/** The same for somebody who types: they pressed nothing for it. */
export const keepClaim = (session: Session, id: string): Promise<Claim> => ask(session.quiet.POST('/api/v1/moderation/comments/{id}/claim', at(id)));
export const giveBack = (session: Session, id: string): Promise<unknown> => ask(session.api.DELETE('/api/v1/moderation/comments/{id}/claim', at(id)));

/** Whether somebody at work on this should take it (again) now. */
export const wantsClaim = (claim: Claim | null): boolean => (claim === null ? true : claim.mine && new Date(claim.until).getTime() - Date.now() < RENEWED_BELOW);
