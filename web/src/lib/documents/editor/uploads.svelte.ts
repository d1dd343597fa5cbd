/** The files of one new version: chosen together, with one note, sent one after the other. */
import type { Schemas } from '#lib/api/client.ts';
import type { Draft } from '#lib/edit/draft.svelte.ts';
import { noText } from '#lib/edit/kind.ts';
import type { Translated } from '#lib/i18n/index.ts';
import { keep, keptJson } from '#lib/keep.ts';
import type { Session } from '#lib/staff/session.svelte.ts';
import type { DocumentFields, KeptDocument } from './document.ts';
import { send } from './send.ts';
import { Upload } from './upload.svelte.ts';

export class Uploads {
  items = $state.raw<Upload[]>([]);
  busy = $state(false);
  /** What changed; kept on this device until it has gone with a file. */
  note = $state<Translated>(noText());
  readonly #session: Session;
  readonly #draft: Draft<DocumentFields>;

  constructor(session: Session, draft: Draft<DocumentFields>) {
    this.#session = session;
    this.#draft = draft;
    this.note = { ...noText(), ...keptJson<Translated>(this.#key) };
  }

  /** To be called in an effect. */
  keepNote(): void {
    const note = $state.snapshot(this.note);
    keep(this.#key, Object.values(note).some(Boolean) ? JSON.stringify(note) : null);
  }

  get #key(): string {
    return `note:${this.#draft.account}:${this.#draft.thing?.id}`;
  }

  /** The document as the editor sees it. */
  get #seen(): KeptDocument {
    return this.#draft.thing as KeptDocument;
  }

  get waiting(): Upload[] {
    return this.items.filter((upload) => upload.waits);
  }

  get under(): Upload | undefined {
    return this.items.find((upload) => upload.moving);
  }

  choose(files: Iterable<File>): void {
    this.items = [...this.items, ...Array.from(files, (file) => new Upload(file))];
  }

  drop(upload: Upload): void {
    this.items = this.items.filter((other) => other !== upload);
  }

  /** The version that has the same bytes already. */
  twin(upload: Upload): Schemas['Version'] | undefined {
    return upload.step === 'added' ? undefined : this.#seen.versions.find((version) => version.sha256 === upload.sha256);
  }

  /** Sends all that wait. A file that is refused does not hold up the next; a broken line, or somebody who was faster, does. */
  async send({ pressed = true } = {}): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const note = $state.snapshot(this.note);
    for (const upload of this.waiting) {
      await this.#one(upload, note, pressed);
      if (upload.step !== 'added' && upload.step !== 'refused') break;
    }
    if (this.items.every(({ step }) => step === 'added')) this.note = noText();
    this.busy = false;
  }

  async #one(upload: Upload, note: Translated, pressed: boolean): Promise<void> {
    const signal = upload.begin();
    const { id, revision } = this.#seen;
    const meta: Schemas['VersionMeta'] = { language: upload.language || 'mul', note: note as Schemas['OfficialNote'] };
    const headers = { 'If-Match': `"${revision}"`, 'Idempotency-Key': upload.once(meta) };
    try {
      // A body of many megabytes is not to be sent twice.
      await this.#session.lasts(pressed);
      signal.throwIfAborted();
      const added = await send({ id, file: upload.file, meta, headers: { ...headers, Authorization: this.#session.bearer }, progress: upload.progress, signal });
      upload.arrive(added.versions.findLast((version) => version.sha256 === upload.sha256) ?? added.versions.at(-1)!);
    } catch (thrown) { upload.fail(thrown); }
    if (upload.step !== 'broken' && upload.step !== 'refused') await this.#draft.refresh();
    this.#recognize(upload, revision);
  }

  /** Who stops at the last moment may be too late. */
  #recognize(upload: Upload, before: number): void {
    const twin = upload.step === 'stopped' && this.#seen.revision > before && this.twin(upload);
    if (twin) upload.arrive(twin);
  }
}

/** Kept beside the draft, not in the page: looking at the preview stops no upload. */
const kept = new WeakMap<Draft<DocumentFields>, Uploads>();

export function uploadsOf(draft: Draft<DocumentFields>, session: Session): Uploads {
  const uploads = kept.get(draft) ?? new Uploads(session, draft);
  kept.set(draft, uploads);
  return uploads;
}
