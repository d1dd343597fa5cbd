/** What was found for the words in the address. The old answer stays until the new one is there, so that nothing flickers while somebody types. */
import { ask, makeApi, type Schemas } from '#lib/api/client.ts';
import { Failure } from '#lib/api/failure.ts';
import { l } from '#lib/i18n/l.ts';
import type { SearchedKind } from './kinds.ts';

export interface Query { q: string; kind?: SearchedKind }
type Found = Schemas['Found'];

export class Results {
  found = $state.raw<Found | null>(null);
  query = $state.raw<Query>({ q: '' });
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  #asked = 0;

  async ask(query: Query): Promise<void> {
    const mine = (this.#asked += 1);
    // Not read back from the state: whoever asks in an effect would ask again at each answer, without end.
    const isAsked = query.q !== '';
    this.busy = isAsked;
    if (!isAsked) { this.found = null; this.query = query; this.failure = null; return; }
    try {
      const found = await this.#get(query);
      if (mine === this.#asked) { this.found = found; this.query = query; this.failure = null; }
    } catch (thrown) {
      if (mine === this.#asked) this.failure = Failure.of(thrown);
    }
    if (mine === this.#asked) this.busy = false;
  }

  async more(): Promise<void> {
    if (!this.found?.next) return;
    const before = this.found;
    try {
      const page = await this.#get(this.query, before.next!);
      if (this.found === before) this.found = { ...page, items: [...before.items, ...page.items] };
    } catch (thrown) { this.failure = Failure.of(thrown); }
  }

  #get(query: Query, after?: string): Promise<Found> {
    return ask(makeApi().GET('/api/v1/search', { params: { query: { ...query, prefix: true, prefer: l.lang, limit: 20, ...(after && { after: after as never }) } } }));
  }
}
