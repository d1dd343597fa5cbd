/** The newest entries of the record, and where one sees what they are about. */
import { ask, type Api, type Fetch, type Schemas } from '#lib/api/client.ts';
import { record } from '#lib/api/record.ts';
import { keyOf, type Place } from '#lib/record/places.ts';

type Entry = Schemas['ChangeTold'];
/** An entry; `at` is null for what is not, or no longer, public. The entry need not wait for where it leads. */
export interface Told { entry: Entry; at: Place | null | Promise<Place | null> }

const SHOWN = 6;

export async function lately(fetch: Fetch): Promise<Told[]> {
  const read = record(fetch);
  const head = await read.head();
  const entries = (await read.changes(Math.max(0, head - SHOWN))).items;
  // Whether something is still there says its newest entry, and that is among these: nothing is asked for that is not public.
  const newest = new Map(entries.map((entry) => [keyOf(entry.subject), entry]));
  const places = new Map([...newest].map(([key, entry]) => [key, placed(read.api, entry)] as const));
  return entries.map((entry) => ({ entry, at: places.get(keyOf(entry.subject)) ?? null })).reverse();
}

/** The feed does not say on what a comment is, nor to which one a response. Where that cannot be had the entry stands all the same. */
function placed(api: Api, { op, subject: { kind, id } }: Entry): Told['at'] {
  if (op === 'delete') return null;
  const path = { params: { path: { id } } };
  if (kind === 'comment') return ask(api.GET('/api/v1/comments/{id}', path)).then(({ subject }) => ({ kind, id, subject }), () => null);
  if (kind === 'response') return ask(api.GET('/api/v1/responses/{id}', path)).then(({ comment, subject }) => ({ kind: 'comment', id: comment, subject }), () => null);
  return { kind, id, subject: null };
}
