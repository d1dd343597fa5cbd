/** Requests that wait until somebody has signed in again. Where nobody can, nothing waits. */
interface Held { what: string; pressed: boolean; resume: (again: boolean) => void }

const isRead = ({ what }: { what: string }) => what.startsWith('GET ');

export class Waiting {
  #held: Held[] = [];
  #open = false;

  /** Whether there is something among it that somebody wanted written, and waits for. */
  get isPressed(): boolean {
    return this.#held.some((held) => held.pressed && !isRead(held));
  }

  open(): void {
    this.#open = true;
  }

  close(): void {
    this.#open = false;
    this.over(false);
  }

  /** Whether to try again. A page that asks for the same thing every few seconds waits only once. */
  until(what: string, pressed: boolean): Promise<boolean> {
    const isThere = isRead({ what }) && this.#held.some((held) => held.what === what);
    if (!this.#open || isThere) return Promise.resolve(false);
    return new Promise((resume) => this.#held.push({ what, pressed, resume }));
  }

  over(again: boolean, only: 'all' | 'writes' = 'all'): void {
    const done = this.#held.filter((held) => only === 'all' || !isRead(held));
    this.#held = this.#held.filter((held) => !done.includes(held));
    for (const held of done) held.resume(again);
  }
}
