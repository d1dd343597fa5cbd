/** An official answer while it is being written, kept on this device until it is public. */
import { ask, type Schemas } from '#lib/api/client.ts';
import { onceMore } from '#lib/api/once.ts';
import type { Key, Lang } from '#lib/i18n/index.ts';
import { keep, keptJson } from '#lib/keep.ts';
import type { Session } from '#lib/staff/session.svelte.ts';

export type Where = 'nothing' | Schemas['SubjectKind'] | 'url';
interface Written { outcome: Schemas['ResponseOutcome'] | null; sq: string; sr: string; en: string; where: Where; thing: string; version: string; url: string }
export interface Mistake { field: 'outcome' | Lang | 'thing' | 'url'; key: Key }
const blank = (): Written => ({ outcome: null, sq: '', sr: '', en: '', where: 'nothing', thing: '', version: '', url: '' });

export class AnswerDraft {
  written = $state<Written>(blank());
  readonly #key: string;
  #once = onceMore();

  constructor(of: string) {
    this.#key = `answer:${of}`;
    this.written = { ...blank(), ...keptJson<Written>(this.#key) };
  }

  changed(): void {
    this.#once = onceMore();
    keep(this.#key, JSON.stringify(this.written) === JSON.stringify(blank()) ? null : JSON.stringify(this.written));
  }

  mistakes(): Mistake[] {
    const { outcome, sq, sr, where, thing, url } = this.written;
    return [
      ...(outcome ? [] : [{ field: 'outcome', key: 'answer_need_outcome' } as const]),
      ...(sq.trim() ? [] : [{ field: 'sq', key: 'answer_need_official' } as const]), ...(sr.trim() ? [] : [{ field: 'sr', key: 'answer_need_official' } as const]),
      ...(where === 'url' && !/^https?:\/\/\S+$/.test(url.trim()) ? [{ field: 'url', key: 'answer_need_url' } as const] : []),
      ...(where !== 'url' && where !== 'nothing' && !thing ? [{ field: 'thing', key: 'answer_need_thing' } as const] : [])
    ];
  }

  get #changed(): Schemas['Changed'] | null {
    const { where, thing, version, url } = this.written;
    if (where === 'nothing') return null;
    return where === 'url' ? { url: url.trim() } : { thing: { kind: where, id: thing }, version: where === 'document' && Number(version) ? Number(version) : null };
  }

  /** The same answer twice is one, also after a lost reply. One that replaces an earlier answer is for its comment alone. */
  async send(session: Session, comments: readonly string[], supersedes: string | null): Promise<void> {
    const { outcome, sq, sr, en } = this.written;
    const body = { outcome: outcome!, reason: { sq: sq.trim(), sr: sr.trim(), en: en.trim() || null }, changed: this.#changed };
    const header = { 'Idempotency-Key': this.#once };
    if (supersedes) await ask(session.api.POST('/api/v1/comments/{id}/responses', { params: { path: { id: comments[0]! }, header }, body: { ...body, supersedes } }));
    else await ask(session.api.POST('/api/v1/responses', { params: { header }, body: { ...body, comments: [...comments] } }));
    keep(this.#key, null);
  }
}
