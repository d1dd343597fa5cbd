/** Appeals, oldest first. Whoever made a decision does not judge the appeal against it. */
import { ask, type Schemas } from '#lib/api/client.ts';
import { Failure } from '#lib/api/failure.ts';
import type { Session } from '#lib/staff/session.svelte.ts';
import type { Titles } from '#lib/record/titles.svelte.ts';

export type AppealCase = Schemas['AppealCase'];
export type AppealVerdict = Schemas['AppealVerdict'];

export class Appeals {
  items = $state.raw<readonly AppealCase[]>([]);
  more = $state(false);
  loaded = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** What stood in the way of the last step, and on which appeal. */
  refused = $state.raw<{ id: string; failure: Failure } | null>(null);
  done = $state.raw<Schemas['Appeal'] | null>(null);
  readonly titles: Titles;
  readonly session: Session;
  #state: Schemas['AppealState'] | undefined;
  #pages = 1;

  constructor(session: Session, titles: Titles) {
    this.session = session;
    this.titles = titles;
  }

  show(state: Schemas['AppealState'] | undefined): void {
    this.#state = state;
    this.#pages = 1;
    void this.load();
  }

  loadMore(): void {
    this.#pages += 1;
    void this.load();
  }

  async load(): Promise<void> {
    const state = this.#state;
    try {
      const items: AppealCase[] = [];
      let page: Schemas['AppealCasePage'] | undefined;
      for (let n = 0; n < this.#pages && (!page || page.next); n += 1) {
        const query = { limit: 50, ...(state && { state }), ...(page?.next && { after: page.next as never }) };
        page = await ask(this.session.api.GET('/api/v1/moderation/appeals', { params: { query } }));
        items.push(...page.items);
      }
      if (state !== this.#state) return;
      Object.assign(this, { items, more: !!page?.next, failure: null, loaded: true });
    } catch (thrown) { this.failure = Failure.of(thrown); }
  }

  review(it: AppealCase): Promise<boolean> {
    return this.#step(it, (params) => ask(this.session.api.POST('/api/v1/moderation/appeals/{id}/review', { params })));
  }

  decide(it: AppealCase, body: AppealVerdict): Promise<boolean> {
    return this.#step(it, async (params) => { this.done = await ask(this.session.api.POST('/api/v1/moderation/appeals/{id}/decision', { params, body })); });
  }

  async #step(it: AppealCase, step: (params: { path: { id: string }; header: { 'If-Match': string } }) => Promise<unknown>): Promise<boolean> {
    const { id, revision } = it.appeal;
    this.refused = null;
    this.done = null;
    try {
      await step({ path: { id }, header: { 'If-Match': `"${revision}"` } });
      await this.load();
      return true;
    } catch (thrown) {
      const failure = Failure.of(thrown);
      this.refused = { id, failure };
      if (failure.status === 412 || failure.status === 409) await this.load();
      return false;
    }
  }
}
