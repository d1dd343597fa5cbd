/** What administrators read and write. */
import { all, ask, type Schemas } from '#lib/api/client.ts';
import type { Session } from '#lib/staff/session.svelte.ts';

export type Account = Schemas['Account'];
export type ApiKey = Schemas['ApiKey'];
export interface Query { q?: string; role?: Schemas['AccountRole']; state?: Schemas['AccountState'] }

export const roles: readonly Schemas['AccountRole'][] = ['admin', 'editor', 'moderator'];
export const states: readonly Schemas['AccountState'][] = ['invited', 'active', 'disabled'];

/** Cursors are checked by the server; to the type they are any text. */
type After = never;
const MANY = 50;

export function administration({ api }: Session) {
  const at = (account: Account) => ({ path: { id: account.id }, header: { 'If-Match': `"${account.revision}"` } });
  const page = (after?: string) => (after ? { after: after as After } : {});
  return {
    list: (query: Query, after?: string) => ask(api.GET('/api/v1/accounts', { params: { query: { ...query, limit: MANY, ...page(after) } } })),
    everybody: () => all<Account>((after) => api.GET('/api/v1/accounts', { params: { query: { limit: 100, ...page(after) } } })),
    find: (id: string) => ask(api.GET('/api/v1/accounts/{id}', { params: { path: { id } } })),
    invite: (body: Schemas['NewColleague'], once: string) => ask(api.POST('/api/v1/accounts', { params: { header: { 'Idempotency-Key': once } }, body })),
    revise: (account: Account, body: Schemas['AccountPatch']) => ask(api.PATCH('/api/v1/accounts/{id}', { params: at(account), body })),
    disable: (account: Account) => ask(api.POST('/api/v1/accounts/{id}/deactivation', { params: at(account) })),
    enable: (account: Account) => ask(api.POST('/api/v1/accounts/{id}/reactivation', { params: at(account) })),
    resetCode: (account: Account) => ask(api.POST('/api/v1/accounts/{id}/reset-code', { params: { path: { id: account.id } } })),
    keys: (account?: string) => all<ApiKey>((after) => api.GET('/api/v1/api-keys', { params: { query: { limit: 100, ...(account && { account }), ...page(after) } } })),
    issueKey: (body: Schemas['NewApiKey'], once: string) => ask(api.POST('/api/v1/api-keys', { params: { header: { 'Idempotency-Key': once } }, body })),
    revokeKey: (id: string) => ask(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } }))
  };
}
