/** What the things that are commented are called. Until that is known, and for what is no longer published, their kind and id stand for them. */
import { record } from '#lib/api/record.ts';
import type { Schemas } from '#lib/api/client.ts';
import type { Translated } from '#lib/i18n/index.ts';
import { l } from '#lib/i18n/l.ts';
import { keyOf } from './places.ts';

type Subject = Schemas['CommentSubject'];

export class Titles {
  #titles = $state.raw<ReadonlyMap<string, Translated>>(new Map());
  /** Whether all is known that can be: what names things waits for it, so that no line breaks anew under the reader's eyes. */
  settled = $state(false);
  /** Comes when it is settled; never fails. */
  readonly arrived: Promise<unknown>;

  constructor() {
    const { documents, milestones, decisions } = record();
    const named = async (kind: Subject['kind'], things: Promise<{ id: string; title: Translated }[]>) => (await things).map((t): [string, Translated] => [keyOf({ kind, id: t.id }), t.title]);
    this.arrived = Promise.all([named('document', documents()), named('milestone', milestones()), named('decision', decisions())])
      .then((all) => (this.#titles = new Map(all.flat())), () => {}).then(() => (this.settled = true));
  }

  /** The titles, as far as they can be had. */
  static async read(this: void): Promise<Titles> {
    const titles = new Titles();
    await titles.arrived;
    return titles;
  }

  of(subject: Subject): string {
    return l.plain(this.#titles.get(keyOf(subject))) ?? `${l.t(`change_${subject.kind}`)}, ${subject.id}`;
  }

  /** All of one kind, in the order of the reader's alphabet. */
  all(kind: Subject['kind']): { id: string; title: string }[] {
    const ids = [...this.#titles.keys()].filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1));
    return ids.map((id) => ({ id, title: this.of({ kind, id }) })).sort((a, b) => l.compare(a.title, b.title));
  }
}
