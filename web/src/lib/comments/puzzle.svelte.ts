/** The challenge of a comment form: fetched and solved when somebody begins to write, never before. Nothing about them is sent. */
import { ask, later, makeApi } from '#lib/api/client.ts';
import { solve, type Challenge } from './solve.ts';

export type PuzzleState = 'asleep' | 'working' | 'solved' | 'failed' | 'missing';
/** A solution, and from when on the server takes it (milliseconds of this page's clock, which nobody sets). */
interface Solved { solution: string; from: number }

const canSolve = () => typeof globalThis.crypto?.subtle?.deriveBits === 'function';

/** In a worker; where none can be had, in the page: the browser does the work beside it all the same. */
function solveBeside(challenge: Challenge): Promise<string> {
  return new Promise<string>((solved, failed) => {
    const worker = new Worker(new URL('./solve.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = (event: MessageEvent<string>) => { worker.terminate(); solved(event.data); };
    worker.onerror = (event) => { worker.terminate(); failed(new Error(event.message)); };
    worker.postMessage(challenge);
  }).catch(() => solve(challenge));
}

export class Puzzle {
  state = $state<PuzzleState>('asleep');
  #work: Promise<Solved> | null = null;

  begin(): void {
    this.#work ??= later(this.#solve());
  }

  /** For a challenge that does not count any more. */
  again(): void {
    this.#work = null;
    this.begin();
  }

  /** A solution is good for one comment. */
  forget(): void {
    this.#work = null;
    this.state = 'asleep';
  }

  /** The solution, as soon as the server takes it. */
  async solution(): Promise<string> {
    this.begin();
    const { solution, from } = await this.#work!;
    await new Promise((over) => setTimeout(over, Math.max(0, from - performance.now())));
    return solution;
  }

  async #solve(): Promise<Solved> {
    if (!canSolve()) { this.state = 'missing'; throw new Error('no WebCrypto'); }
    this.state = 'working';
    try {
      const challenge = await ask(makeApi().GET('/api/v1/comments/challenge'));
      const from = performance.now() + challenge.parameters.data.fill_seconds * 1000 + 100;
      const solution = await solveBeside(challenge);
      this.state = 'solved';
      return { solution, from };
    } catch (thrown) {
      this.#work = null;
      this.state = 'failed';
      throw thrown;
    }
  }
}
