/**
 * A thing that is being edited. What is typed is kept on this device, per account and thing, from the first letter until the
 * server has it; a lost answer, an ended session or a closed tab lose nothing. Where somebody else was faster, both texts stay.
 */
import { Failure } from '#lib/api/failure.ts';
import { onceMore } from '#lib/api/once.ts';
import { keep, keptJson } from '#lib/keep.ts';
import type { Translated } from '#lib/i18n/index.ts';
import { gapsOf, type Kind } from './kind.ts';
import { at, meet, patchOf, put, same, type Clash } from './patch.ts';
import type { Common, Kept, Register } from './register.ts';

interface Stored<F> { at: string; revision: number; base: F; fields: F; clashes: Clash[]; id: string; once: string; sent: string }

export class Draft<F extends Common> {
  fields = $state() as F;
  /** As it was read last; null while it is new. */
  thing = $state.raw<Kept<F> | null>(null);
  /** The wished id of a new thing. */
  wishedId = $state('');
  /** Since when the text that was found on this device lies there. */
  restored = $state<string | null>(null);
  /** Where somebody else changed the same; empty when all is chosen and saved. */
  clashes = $state<Clash[]>([]);
  /** What somebody else changed and I did not: taken over. */
  taken = $state.raw<string[]>([]);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** Whether what is typed lies on this device. */
  safe = $state(true);
  /** Another tab of this browser writes at the same place: only the text typed last would be kept. */
  elsewhere = $state(false);
  #base = $state.raw() as F;
  #refused = $state.raw() as F;
  #once = onceMore();
  #lastSent = '';
  changed = $derived.by(() => Object.keys(patchOf(this.#base, this.fields)).length > 0);
  gaps = $derived.by(() => gapsOf(this.kind.texts(this.fields), this.kind.needs(this)));
  undecided = $derived(this.clashes.some((clash) => !clash.chosen));

  constructor(readonly kind: Kind<F>, readonly register: Register<F>, readonly account: string, thing: Kept<F> | null) {
    this.#read(thing);
    const stored = keptJson<Stored<F>>(this.#key);
    if (!stored) return;
    this.restored = stored.at;
    this.wishedId = stored.id;
    this.#once = stored.once;
    this.#lastSent = stored.sent;
    this.fields = { ...this.fields, ...stored.fields };
    if (thing && thing.revision !== stored.revision) this.#meet(thing, { ...this.#base, ...stored.base });
    this.clashes = [...this.clashes, ...stored.clashes.filter((old) => !this.clashes.some((clash) => clash.pointer === old.pointer))];
  }

  /** To be called in an effect: keeps what is typed, or forgets what is saved. */
  keep(): void {
    const stored: Stored<F> = {
      at: new Date().toISOString(), revision: this.thing?.revision ?? 0, base: this.#base, fields: this.#whole(),
      clashes: $state.snapshot(this.clashes) as Clash[], id: this.wishedId, once: this.#once, sent: this.#lastSent
    };
    this.safe = keep(this.#key, this.changed || this.wishedId ? JSON.stringify(stored) : null);
  }

  heard(event: StorageEvent): void {
    if (event.key === this.#key) this.elsewhere = event.newValue !== null;
  }

  /** Back to what the server has. */
  discard(): void {
    this.fields = structuredClone(this.#base);
    Object.assign(this, { wishedId: '', clashes: [], taken: [], restored: null, failure: null });
  }

  /** What the server objects to, and where; a choice that was not made is called missing, whatever its form. */
  get objections(): { pointer: string; code: string }[] {
    const { code, errors } = this.failure?.problem ?? {};
    const blamed = this.kind.blames?.[code ?? ''];
    const places = errors?.length ? errors : blamed ? [{ pointer: blamed, code: 'required' }] : [];
    return places.map((place) => ({ ...place, code: at(this.#refused, place.pointer) === '' ? 'required' : place.code }));
  }

  /** What the server objects to at this place, until it is changed: its code. */
  wrong(pointer: string): string | undefined {
    if (!this.failure || !same(at(this.fields, pointer), at(this.#refused, pointer))) return;
    return this.objections.find((place) => place.pointer === pointer)?.code;
  }

  /** The value of this place as the server has it. */
  before(pointer: string): unknown {
    return at(this.#base, pointer);
  }

  choose(clash: Clash, whose: 'mine' | 'theirs'): void {
    clash.chosen = whose;
    put(this.fields, clash.pointer, $state.snapshot(clash[whose]));
  }

  save = () => this.#attempt(() => this.#send());
  publish = () => this.#attempt(async () => {
    // What is withdrawn is published as it was; what was typed meanwhile is saved afterwards.
    if (this.thing?.status !== 'withdrawn' && (this.changed || !this.thing)) await this.#send();
    this.#meet(await this.register.publish(this.thing!.id, this.thing!.revision), this.#base);
  });
  withdraw = (reason: Translated) => this.#attempt(async () => this.#meet(await this.register.withdraw(this.thing!.id, this.thing!.revision, reason), this.#base));
  remove = () => this.#attempt(async () => {
    await this.register.remove(this.thing!.id, this.thing!.revision);
    keep(this.#key, null);
  });
  /** Reads it again, for what the server changed beside the fields (a new version of a document). */
  refresh = () => this.#attempt(async () => this.#meet(await this.register.find(this.thing!.id), this.#base));

  get #key(): string {
    return draftKey(this.account, this.kind.path, this.thing?.id);
  }

  #whole(): F {
    return $state.snapshot(this.fields) as F;
  }

  async #send(): Promise<void> {
    const sent = this.#whole();
    const { thing } = this;
    const answer = thing ? await this.register.revise(thing.id, thing.revision, patchOf(this.#base, sent)) : await this.#create(sent);
    if (!thing) keep(this.#key, null);
    // What was typed while the request was on its way stays on top of it.
    const typed = same(this.#whole(), sent) ? null : this.#whole();
    this.wishedId = '';
    this.#read(answer);
    if (typed) this.fields = meet(sent, typed, this.#base).merged;
  }

  /** The same text is sent under the same key, so that a lost answer makes no second thing; another text needs another key. */
  async #create(sent: F): Promise<Kept<F>> {
    const body = { ...sent, ...(this.wishedId.trim() && { id: this.wishedId.trim() }) };
    if (this.#lastSent && this.#lastSent !== JSON.stringify(body)) this.#once = onceMore();
    this.#lastSent = JSON.stringify(body);
    this.keep();
    return this.register.create(body, this.#once);
  }

  async #attempt(act: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      await act();
      return true;
    } catch (thrown) {
      await this.#refuse(Failure.of(thrown));
      return false;
    } finally { this.busy = false; }
  }

  async #refuse(failure: Failure): Promise<void> {
    this.#refused = this.#whole();
    if (failure.status !== 412) { this.failure = failure; return; }
    try { this.#meet(await this.register.find(this.thing!.id), this.#base); } catch (thrown) { this.failure = Failure.of(thrown); }
  }

  #read(thing: Kept<F> | null): void {
    this.thing = thing;
    const blank = this.kind.blank();
    this.#base = thing ? (Object.fromEntries(Object.keys(blank).map((name) => [name, thing[name as keyof F]])) as unknown as F) : blank;
    this.fields = structuredClone(this.#base);
    Object.assign(this, { clashes: [], taken: [], restored: null });
  }

  #meet(theirs: Kept<F>, base: F): void {
    const [mine, { restored }] = [this.#whole(), this];
    this.#read(theirs);
    const { merged, clashes, taken } = meet(base, mine, this.#base);
    Object.assign(this, { fields: merged, clashes, taken, restored });
  }
}

/** Where the text of a thing lies on this device. */
export const draftKey = (account: string, path: string, id?: string): string => `edit:${account}:${path}:${id ?? ''}`;
