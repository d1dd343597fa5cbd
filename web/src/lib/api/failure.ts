import type { components } from './schema.d.ts';

export type Problem = components['schemas']['Problem'];

/** Why there is no data: the server was not reached, or it answered with a problem. */
export class Failure extends Error {
  readonly status: number;
  readonly problem: Problem | null;
  /** For how many seconds the server asks to wait. */
  readonly retryAfter: number | null;

  private constructor(status: number, problem: Problem | null, cause?: unknown, retryAfter: number | null = null) {
    super(problem?.code ?? (status ? `status ${status}` : 'unreachable'), { cause });
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  static unreachable(cause: unknown): Failure {
    return new Failure(0, null, cause);
  }

  static from(response: Response, error: unknown): Failure {
    const isProblem = typeof error === 'object' && error !== null && 'code' in error;
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    return new Failure(response.status, isProblem ? (error as Problem) : null, undefined, Number.isFinite(seconds) ? seconds : null);
  }

  static of(thrown: unknown): Failure {
    return thrown instanceof Failure ? thrown : Failure.unreachable(thrown);
  }

  /** Whether the same request can succeed without anybody changing it. */
  get isPassing(): boolean {
    return this.kind === 'offline' || this.kind === 'busy' || this.status >= 500;
  }

  /** What the reader is told: `offline` covers a gateway that answers for a server that is gone; `busy` asks for some patience. */
  get kind(): 'offline' | 'busy' | 'missing' | 'gone' | 'other' {
    if (this.problem && [429, 503].includes(this.status)) return 'busy';
    if (this.status === 0 || [502, 503, 504].includes(this.status)) return 'offline';
    if (this.status === 410) return 'gone';
    return this.status === 404 || this.problem?.code === 'invalid_parameter' ? 'missing' : 'other';
  }
}
