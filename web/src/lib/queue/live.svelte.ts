/** Follows the queue: a stream of events, resumed where it broke off. `EventSource` cannot send a token, so it is read with `fetch`. */
import { ask } from '#lib/api/client.ts';
import { Failure } from '#lib/api/failure.ts';
import type { Session } from '#lib/staff/session.svelte.ts';
import { eventsIn } from './events.ts';

/** Every 15 seconds the server says that it is still there. */
const SILENCE = 40_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 20_000;

export class Live {
  connected = $state(false);
  readonly #session: Session;
  readonly #changed: () => void;
  readonly #over = new AbortController();
  #last: string | undefined;

  constructor(session: Session, changed: () => void) {
    this.#session = session;
    this.#changed = changed;
    void this.#follow();
  }

  stop(): void {
    this.#over.abort();
  }

  async #follow(): Promise<void> {
    for (let pause = FIRST_PAUSE; !this.#over.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        // A stream that ends belongs to a token that ended, or to a server that stops: go on where it was.
        if (await this.#read()) pause = FIRST_PAUSE;
      } catch (thrown) {
        // The record is another one, and shorter.
        if (Failure.of(thrown).status === 400) this.#last = undefined;
      }
      this.connected = false;
      await new Promise((again) => setTimeout(again, pause));
    }
  }

  /** Reads until the stream ends; answers whether anything came. */
  async #read(): Promise<boolean> {
    const quiet = new AbortController();
    let timer = setTimeout(() => quiet.abort(), SILENCE);
    try {
      const params = { header: this.#last === undefined ? {} : { 'Last-Event-ID': this.#last } };
      const signal = AbortSignal.any([quiet.signal, this.#over.signal]);
      const stream = await ask(this.#session.api.GET('/api/v1/moderation/queue/events', { params, parseAs: 'stream', signal }));
      if (!stream) return false;
      for await (const event of eventsIn(stream)) {
        clearTimeout(timer);
        timer = setTimeout(() => quiet.abort(), SILENCE);
        if (event.id) this.#last = event.id;
        // `open` says from where on nothing is missed: what came before is asked for now.
        if (event.name) this.#changed();
        this.connected = true;
      }
      return this.connected;
    } finally {
      clearTimeout(timer);
    }
  }
}
