/** A comment that is being written: kept on this device until it was received, checked by the same rules as the server's. */
import { ask, makeApi, type Schemas } from '#lib/api/client.ts';
import { onceMore } from '#lib/api/once.ts';
import { Failure } from '#lib/api/failure.ts';
import type { Key, Lang } from '#lib/i18n/index.ts';
import { keep, keptJson } from '#lib/keep.ts';
import type { Puzzle } from './puzzle.svelte.ts';

export type NewComment = Schemas['NewComment'];
export type Field = 'body' | 'author_name' | 'organization';
interface Kept { body: string; author_name: string; organization: string; author_kind: Schemas['AuthorKind']; language: Schemas['CommentLanguage']; once: string; solution?: string | null }

/** What names may not hold: control characters and those that turn the direction of writing. */
const unnameable = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;

/** What is answered by another challenge: the old one does not count (any more). */
const solveAgain = ['challenge_required', 'challenge_wrong', 'challenge_expired', 'challenge_spent', 'challenge_too_easy'];
const TRIES = 4;

const pause = (seconds: number) => new Promise((over) => setTimeout(over, seconds * 1000));

export class Draft {
  body = $state('');
  author_name = $state('');
  organization = $state('');
  author_kind = $state<Schemas['AuthorKind']>('citizen');
  language = $state<Schemas['CommentLanguage']>('sq');
  /** Sent along so that a repeated sending after a lost answer makes no second comment. */
  #once: string = onceMore();
  /** The solution that was sent with it: after a lost answer the whole request has to be the same. */
  #solution: string | null = null;
  /** The server asked to wait a little. */
  pausing = $state(false);
  readonly #key: string;
  readonly #subject: Schemas['CommentSubject'];
  readonly #parent: string | null;

  constructor(subject: Schemas['CommentSubject'], parent: string | null, lang: Lang) {
    this.#subject = subject;
    this.#parent = parent;
    this.#key = `draft:${subject.kind}:${subject.id}:${parent ?? ''}`;
    const kept = keptJson<Kept>(this.#key);
    this.language = kept?.language ?? lang;
    if (!kept) return;
    Object.assign(this, { body: kept.body, author_name: kept.author_name, organization: kept.organization, author_kind: kept.author_kind });
    this.#once = kept.once;
    this.#solution = kept.solution ?? null;
  }

  /** Every change of the text makes it another request. */
  save(): void {
    this.#once = onceMore();
    this.#solution = null;
    this.#store();
  }

  get isEmpty(): boolean {
    return !this.body && !this.author_name && !this.organization;
  }

  mistakes(): { field: Field; key: Key }[] {
    const found: { field: Field; key: Key }[] = [];
    const length = [...this.body].length;
    if ([...this.body.trim()].length < 2) found.push({ field: 'body', key: 'err_body_short' });
    if (length > 5000) found.push({ field: 'body', key: 'err_body_long' });
    if (this.author_name.trim().length > 120 || unnameable.test(this.author_name)) found.push({ field: 'author_name', key: 'err_name' });
    if (this.#writesFor && (this.organization.trim().length > 200 || unnameable.test(this.organization))) found.push({ field: 'organization', key: 'err_organization' });
    return found;
  }

  /** Sends it with a solved challenge; what the server no longer accepts is solved again, and where it asks to wait, waited. */
  async send(puzzle: Puzzle): Promise<Schemas['Received']> {
    for (let left = TRIES; ; left -= 1) {
      try {
        return this.#done(await this.#post(puzzle));
      } catch (thrown) {
        await this.#repair(Failure.of(thrown), puzzle, left);
      }
    }
  }

  async #post(puzzle: Puzzle): Promise<Schemas['Received']> {
    this.#solution ??= await puzzle.solution();
    this.#store();
    const body = { ...this.#whole(), challenge: this.#solution };
    return ask(makeApi().POST('/api/v1/comments', { params: { header: { 'Idempotency-Key': this.#once } }, body }));
  }

  async #repair(failure: Failure, puzzle: Puzzle, left: number): Promise<void> {
    const code = failure.problem?.code ?? '';
    if (solveAgain.includes(code)) { this.#solution = null; puzzle.again(); }
    if (left <= 1 || !(solveAgain.includes(code) || code === 'too_fast')) throw failure;
    if (code !== 'too_fast') return;
    this.pausing = true;
    await pause(failure.retryAfter ?? 1);
    this.pausing = false;
  }

  #done(received: Schemas['Received']): Schemas['Received'] {
    this.body = '';
    keep(this.#key, null);
    this.#once = onceMore();
    this.#solution = null;
    return received;
  }

  get #writesFor(): boolean {
    return this.author_kind !== 'citizen';
  }

  #whole(): NewComment {
    const name = this.author_name.trim();
    const organization = this.organization.trim();
    return {
      subject: this.#subject, language: this.language, author_kind: this.author_kind, body: this.body,
      ...(this.#parent && { parent: this.#parent }), ...(name && { author_name: name }), ...(this.#writesFor && organization && { organization })
    };
  }

  #store(): void {
    const kept: Kept = {
      body: this.body, author_name: this.author_name, organization: this.organization,
      author_kind: this.author_kind, language: this.language, once: this.#once, solution: this.#solution
    };
    keep(this.#key, this.isEmpty ? null : JSON.stringify(kept));
  }
}
