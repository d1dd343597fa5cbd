/** The nine routes that every editorial kind has. They are the same but for their names, so they are typed as those of one kind. */
import { all, ask, type Schemas } from '#lib/api/client.ts';
import type { Translated } from '#lib/i18n/index.ts';
import type { Session } from '#lib/staff/session.svelte.ts';

export type Path = 'organizations' | 'milestones' | 'decisions' | 'documents' | 'tracks';
/** What editors write of every kind. */
export interface Common { sources: string[]; confidence: Schemas['Confidence'] | null; note: Translated; unofficial: string[] }
/** A thing as editors read it: what they write, and its life. */
export type Kept<F> = F & { id: string; status: Schemas['Status']; revision: number; created_at: string; updated_at: string; withdrawal: { reason: Translated; at: string } | null };

export function register<F extends Common>(session: Session, path: Path) {
  const one = path as 'organizations';
  const now = (id: string, revision: number) => ({ path: { id }, header: { 'If-Match': `"${revision}"` } });
  const kept = async (answer: Promise<unknown>) => (await answer) as Kept<F>;
  return {
    find: (id: string) => kept(ask(session.api.GET(`/api/v1/editorial/${one}/{id}`, { params: { path: { id } } }))),
    list: (status: Schemas['Status']) => all((after) => session.api.GET(`/api/v1/editorial/${one}`, { params: { query: { status, limit: 100, ...(after && { after: after as never }) } } })) as Promise<unknown> as Promise<Kept<F>[]>,
    create: (fields: F & { id?: string }, once: string) => kept(ask(session.api.POST(`/api/v1/${one}`, { params: { header: { 'Idempotency-Key': once } }, body: fields as never }))),
    revise: (id: string, revision: number, patch: object) => kept(ask(session.api.PATCH(`/api/v1/${one}/{id}`, { params: now(id, revision), body: patch as never }))),
    publish: (id: string, revision: number) => kept(ask(session.api.POST(`/api/v1/${one}/{id}/publication`, { params: now(id, revision) }))),
    withdraw: (id: string, revision: number, reason: Translated) =>
      kept(ask(session.api.POST(`/api/v1/${one}/{id}/withdrawal`, { params: now(id, revision), body: { reason: reason as Schemas['OfficialText'] } }))),
    remove: (id: string, revision: number) => ask(session.api.DELETE(`/api/v1/${one}/{id}`, { params: now(id, revision) }))
  };
}
export type Register<F extends Common> = ReturnType<typeof register<F>>;
