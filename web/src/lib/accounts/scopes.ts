/** What a key can be good for, and what an account must have for it. */
import type { Schemas } from '#lib/api/client.ts';
import type { Account } from './administration.ts';

export type Scope = Schemas['Scope'];
export const scopes: readonly Scope[] = ['comments:write', 'editorial:read', 'editorial:write', 'moderation:read', 'moderation:write'];

export const isWithin = (scope: Scope, account: Account): boolean =>
  scope === 'comments:write' ? account.organization !== null : account.roles.includes(scope.startsWith('editorial') ? 'editor' : 'moderator');

const DAY = 86_400_000;
const LONGEST = 365;
const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** Days that a key may end on, as a date field wants them: from tomorrow for a year, first proposed in three months. */
export const span = () => ({ first: dayIn(1), proposed: dayIn(90), last: dayIn(LONGEST) });
/** The key is good for that whole day. */
export const endOf = (day: string) => `${day}T23:59:59.000Z`;
