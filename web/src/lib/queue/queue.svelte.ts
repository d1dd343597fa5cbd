/** The queue, oldest first. What a moderator reads stays in front of them, whatever changes around it. */
import { ask, type Schemas } from '#lib/api/client.ts';
import { Failure } from '#lib/api/failure.ts';
import type { Session } from '#lib/staff/session.svelte.ts';
import { giveBack, keepClaim, takeClaim, wantsClaim } from './claims.ts';
import { Decisions, MOST_AT_ONCE, type Waiting } from './decisions.svelte.ts';
import type { Verdict } from './draft.svelte.ts';

export interface QueueFilter { state?: 'received' | 'escalated' | 'merged' | 'rejected' | 'hidden'; subject?: string; language?: Schemas['CommentLanguage']; author_kind?: Schemas['AuthorKind']; flag?: 'links' | 'near_duplicate' | 'burst' }

const PAGE = 100;
/** The draft of a decision on several. */
export const SEVERAL = 'several';

export class Queue {
  items = $state.raw<readonly Waiting[]>([]);
  total = $state(0);
  more = $state(false);
  now = $state.raw<Waiting | null>(null);
  /** What is in front of the moderator is no longer in the list: somebody else was faster, or its author withdrew it. */
  left = $state(false);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  failure = $state.raw<Failure | null>(null);
  /** Why a claim could not be had. */
  refused = $state.raw<Failure | null>(null);
  loaded = $state(false);
  readonly decisions: Decisions;
  readonly #session: Session;
  #filter: QueueFilter = {};
  #pages = 1;
  #loading = false;
  #again = false;
  #claiming = false;

  constructor(session: Session) {
    this.#session = session;
    this.decisions = new Decisions(session, () => void this.load());
  }

  get at(): number {
    return this.items.findIndex((c) => c.id === this.now?.id);
  }

  get selected(): Waiting[] {
    return this.items.filter((c) => this.chosen.has(c.id));
  }

  filter(filter: QueueFilter): void {
    if (this.loaded && JSON.stringify(filter) === JSON.stringify(this.#filter)) return;
    this.#filter = filter;
    this.#pages = 1;
    this.now = null;
    this.chosen = new Set();
    void this.load();
  }

  loadMore(): void {
    this.#pages += 1;
    void this.load();
  }

  /** Asked while it loads, it loads once more afterwards. */
  async load(): Promise<void> {
    this.#again = true;
    if (this.#loading) return;
    this.#loading = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#read(this.#filter);
      }
      this.failure = null;
      this.loaded = true;
    } catch (thrown) { this.failure = Failure.of(thrown); }
    this.#loading = false;
  }

  async #read(filter: QueueFilter): Promise<void> {
    const items: Waiting[] = [];
    let page: Schemas['WaitingPage'] | undefined;
    for (let n = 0; n < this.#pages && (!page || page.next); n += 1) {
      const query = { ...filter, limit: PAGE, ...(page?.next && { after: page.next as never }) };
      page = await ask(this.#session.api.GET('/api/v1/moderation/queue', { params: { query } }));
      items.push(...page.items);
    }
    if (filter !== this.#filter) return;
    this.items = items.filter((c) => !this.decisions.holds(c.id));
    this.total = (page?.total ?? items.length) - (items.length - this.items.length);
    this.more = !!page?.next;
    this.#keepPlace();
  }

  #keepPlace(): void {
    const found = this.items.find((c) => c.id === this.now?.id);
    this.left = this.now !== null && !found;
    this.now = found ?? this.now ?? this.items[0] ?? null;
  }

  go(comment: Waiting | undefined): void {
    if (!comment) return;
    this.now = comment;
    this.left = false;
    this.refused = null;
  }

  step(by: number): void {
    this.go(this.items[Math.max(0, Math.min(this.at + by, this.items.length - 1))]);
  }

  choose(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id) && chosen.size < MOST_AT_ONCE) chosen.add(id);
    this.chosen = chosen;
  }

  chooseAll(all: boolean): void {
    this.chosen = new Set(all ? this.items.slice(0, MOST_AT_ONCE).map((c) => c.id) : []);
  }

  decideOne(comment: Waiting, verdict: Verdict): Promise<void> {
    return this.#decide([comment], verdict, comment.id);
  }

  decideSelected(verdict: Verdict): Promise<void> {
    return this.#decide(this.selected, verdict, SEVERAL);
  }

  async #decide(comments: Waiting[], verdict: Verdict, draft: string): Promise<void> {
    const [first] = comments;
    if (!first) return;
    const { items, chosen } = this;
    const back = () => {
      const away = comments.filter((c) => !this.items.some((it) => it.id === c.id));
      this.items = [...this.items, ...away].sort((a, b) => (a.created_at + a.id < b.created_at + b.id ? -1 : 1));
      this.total += away.length;
      this.chosen = draft === SEVERAL ? chosen : this.chosen;
      this.go(this.items.find((c) => c.id === first.id));
    };
    await this.decisions.decide({ comments, verdict, draft, back });
    const index = items.findIndex((c) => c.id === first.id);
    const gone = new Set(comments.map((c) => c.id));
    this.items = this.items.filter((c) => !gone.has(c.id));
    this.total = Math.max(0, this.total - comments.length);
    this.chosen = new Set();
    this.now = this.items[Math.min(Math.max(0, index), this.items.length - 1)] ?? null;
    this.left = false;
  }

  /** Takes the comment or, if it is one's own already, gives it back. */
  async claim(comment: Waiting): Promise<void> {
    await this.#held(comment.id, comment.claim?.mine ? giveBack(this.#session, comment.id).then(() => null) : takeClaim(this.#session, comment.id));
  }

  /** Somebody works on it: nobody else shall begin. */
  async working(comment: Waiting): Promise<void> {
    const waits = comment.state === 'received' || comment.state === 'escalated';
    if (waits && !this.#claiming && wantsClaim(comment.claim)) await this.#held(comment.id, keepClaim(this.#session, comment.id));
  }

  async #held(id: string, claim: Promise<Waiting['claim']>): Promise<void> {
    this.#claiming = true;
    try {
      const held = await claim;
      this.items = this.items.map((c) => (c.id === id ? { ...c, claim: held } : c));
      if (this.now?.id === id) this.now = { ...this.now, claim: held };
      this.refused = null;
    } catch (thrown) {
      this.refused = Failure.of(thrown);
      if (this.refused.status === 409) void this.load();
    }
    this.#claiming = false;
  }
}
