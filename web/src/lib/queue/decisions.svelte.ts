/** Decisions wait ten seconds before they are entered, so that they can be taken back: entered is entered. Each of several answers for itself. */
import { ask, type Schemas } from '#lib/api/client.ts';
import { Failure } from '#lib/api/failure.ts';
import type { Session } from '#lib/staff/session.svelte.ts';
import { forgetDraft, type Verdict } from './draft.svelte.ts';

export type Waiting = Schemas['Waiting'];
export interface Told { comment: Waiting; answer: Schemas['DecisionAnswer'] }
interface Pending { comments: readonly Waiting[]; verdict: Verdict; draft: string; back: () => void }

const GRACE = 10;
/** As many as one request takes. */
export const MOST_AT_ONCE = 100;

export class Decisions {
  /** What can still be taken back, and for how many seconds. */
  pending = $state.raw<Pending | null>(null);
  seconds = $state(0);
  failure = $state.raw<Failure | null>(null);
  /** What became of those entered last. */
  report = $state.raw<readonly Told[]>([]);
  readonly #session: Session;
  readonly #entered: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(session: Session, entered: () => void) {
    this.#session = session;
    this.#entered = entered;
  }

  /** Whether it waits to be entered. */
  holds(id: string): boolean {
    return this.pending?.comments.some((c) => c.id === id) ?? false;
  }

  /** `draft` names what was written for it; `back` shows the comments again. */
  async decide(pending: Pending): Promise<void> {
    await this.enter();
    this.report = [];
    this.pending = pending;
    this.seconds = GRACE;
    this.#timer = setInterval(() => { if ((this.seconds -= 1) <= 0) void this.enter({ pressed: false }); }, 1000);
  }

  undo(): void {
    const { pending } = this;
    this.#stop();
    pending?.back();
  }

  /** Enters what waits. If it cannot be sent, the comments come back, and what was written for them is still there. */
  async enter({ pressed = true } = {}): Promise<void> {
    const { pending } = this;
    if (!pending) return;
    this.#stop();
    const api = pressed ? this.#session.api : this.#session.quiet;
    const items = pending.comments.map(({ id, revision }) => ({ id, revision, decision: pending.verdict }));
    try {
      // One is small enough to be sent while the page goes away; a browser refuses more.
      const { items: answers } = await ask(api.POST('/api/v1/moderation/decisions', { body: { items }, keepalive: items.length === 1 }));
      this.report = pending.comments.map((comment, i) => ({ comment, answer: answers[i]! }));
      this.failure = null;
      if (answers.every((a) => a.decided)) forgetDraft(pending.draft);
      this.#entered();
    } catch (thrown) {
      this.failure = Failure.of(thrown);
      pending.back();
    }
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.pending = null;
  }
}
