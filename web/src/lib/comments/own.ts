/** What an author may do with a comment, by its receipt. */
import { ask, makeApi, type Schemas } from '#lib/api/client.ts';
import type { Receipt } from './receipts.ts';

export type Own = Schemas['OwnComment'];
export type Held = Pick<Receipt, 'id' | 'code'>;

const by = (held: Held) => ({ path: { id: held.id }, header: { 'Hapur-Receipt': held.code } });
const of = (held: Held, comment: Own) => ({ path: { id: held.id }, header: { 'Hapur-Receipt': held.code, 'If-Match': `"${comment.revision}"` } });

export const readOwn = (held: Held) => ask(makeApi().GET('/api/v1/comments/{id}', { params: by(held) })) as Promise<Own>;
export const readAppeals = async (held: Held) => (await ask(makeApi().GET('/api/v1/comments/{id}/appeals', { params: by(held) }))).items;
/** What is not sent stays (RFC 7396); the generated type asks for all fields because they have defaults. */
export const edit = (held: Held, comment: Own, body: string) => ask(makeApi().PATCH('/api/v1/comments/{id}', { params: of(held, comment), body: { body } satisfies Partial<Schemas['CommentEdit']> as Schemas['CommentEdit'] }));
export const withdraw = (held: Held, comment: Own) => ask(makeApi().POST('/api/v1/comments/{id}/withdrawal', { params: of(held, comment) }));
export const appeal = (held: Held, text: string, once: string) =>
  ask(makeApi().POST('/api/v1/comments/{id}/appeals', { params: { ...by(held), header: { ...by(held).header, 'Idempotency-Key': once } }, body: { text } }));
