/** One file that is to become a version: its way from this device into the record. */
import type { Schemas } from '#lib/api/client.ts';
import { Failure } from '#lib/api/failure.ts';
import { onceMore } from '#lib/api/once.ts';
import { languageOf, typeOf, type VersionLanguage } from './accepted.ts';
import { fingerprint } from './fingerprint.ts';

/** `arriving`: all of it has left, the server looks at it. `broken`: the line; `refused`: the server; `changed`: somebody else was faster. */
export type Step = 'ready' | 'sending' | 'arriving' | 'stopped' | 'broken' | 'refused' | 'changed' | 'added';

export class Upload {
  readonly key = onceMore();
  readonly type: Schemas['MediaType'] | undefined;
  language = $state<VersionLanguage | ''>('');
  /** undefined: being worked out; null: this browser cannot. */
  sha256 = $state<string | null | undefined>(undefined);
  step = $state<Step>('ready');
  share = $state(0);
  failure = $state.raw<Failure | null>(null);
  /** What it became. */
  version = $state.raw<Schemas['Version'] | null>(null);
  #stop: AbortController | null = null;
  #sent = { what: '', once: '' };

  constructor(readonly file: File) {
    this.type = typeOf(file.name);
    this.language = languageOf(file.name) ?? '';
    // A file that has gone since, or cannot be read, is told when it is sent.
    void fingerprint(file).then((sha256) => (this.sha256 = sha256), () => (this.sha256 = null));
  }

  get waits(): boolean {
    return this.type !== undefined && !['sending', 'arriving', 'added', 'refused'].includes(this.step);
  }

  get moving(): boolean {
    return this.step === 'sending' || this.step === 'arriving';
  }

  /** The same file with the same words goes under the same key, so that a lost answer makes no second version. */
  once(meta: Schemas['VersionMeta']): string {
    const what = JSON.stringify(meta);
    if (this.#sent.what !== what) this.#sent = { what, once: onceMore() };
    return this.#sent.once;
  }

  begin(): AbortSignal {
    this.#stop = new AbortController();
    Object.assign(this, { step: 'sending', share: 0, failure: null });
    return this.#stop.signal;
  }

  progress = (share: number): void => {
    this.share = share;
    if (share >= 1 && this.step === 'sending') this.step = 'arriving';
  };

  stop(): void {
    this.#stop?.abort();
  }

  fail(thrown: unknown): void {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') { this.step = 'stopped'; return; }
    this.failure = Failure.of(thrown);
    this.step = this.failure.kind === 'offline' || [401, 408, 429].includes(this.failure.status) ? 'broken' : this.failure.status === 412 ? 'changed' : 'refused';
  }

  arrive(version: Schemas['Version']): void {
    Object.assign(this, { version, step: 'added', failure: null });
  }
}
