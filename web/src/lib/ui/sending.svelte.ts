import { Failure } from '#lib/api/failure.ts';

/** What a form or a button sends: one request at a time, and why the last one failed. What was typed is not touched by it. */
export class Sending {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);

  /** Whether it was done. */
  async send(request: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      await request();
    } catch (thrown) {
      this.failure = Failure.of(thrown);
    } finally {
      this.busy = false;
    }
    return this.failure === null;
  }
}
