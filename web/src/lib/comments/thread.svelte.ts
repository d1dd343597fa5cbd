/** The comments on one thing, page by page, as a tree. An answer is always published after what it answers, so parents come first. */
import { all, ask, later, makeApi, type Schemas } from '#lib/api/client.ts';
import { byId, record, type Organization } from '#lib/api/record.ts';
import { keyOf } from '#lib/record/places.ts';

export type Comment = Schemas['Comment'];
export type Response = Schemas['Response'];

/** A comment and what hangs from it. A later page can bring a reply to a comment that is shown already. */
export class Branch {
  readonly comment: Comment;
  replies = $state.raw<readonly Branch[]>([]);

  constructor(comment: Comment) {
    this.comment = comment;
  }
}

const count = (branches: readonly Branch[], is: (comment: Comment) => boolean): number =>
  branches.reduce((sum, b) => sum + Number(is(b.comment)) + count(b.replies, is), 0);

export class Thread {
  roots = $state.raw<readonly Branch[]>([]);
  total = $state(0);
  next = $state<string | null>(null);
  first = $state.raw<Promise<void>>(new Promise(() => {}));
  /** What organizations answered, by comment; asked for once a comment says that it has an answer. */
  answers = $state.raw<ReadonlyMap<string, Response[]>>(new Map());
  organizations = $state.raw<Map<string, Organization>>(new Map());
  answersFailed = $state(false);
  /** How many of the loaded comments have an answer. */
  answered = $derived(count(this.roots, (c) => c.answers > 0));
  readonly #subject: string;
  #branches = new Map<string, Branch>();

  constructor(subject: Schemas['CommentSubject']) {
    this.#subject = keyOf(subject);
    this.restart();
  }

  restart(): void {
    this.#branches = new Map();
    this.roots = [];
    this.first = later(this.more(null));
  }

  async more(after: string | null): Promise<void> {
    const query = { subject: this.#subject, limit: 100, ...(after && { after: after as never }) };
    const page = await ask(makeApi().GET('/api/v1/comments', { params: { query } }));
    for (const comment of page.items) this.#hang(comment);
    this.next = page.next ?? null;
    if (page.total !== undefined) this.total = page.total;
    if (page.items.some((c) => c.answers > 0)) void this.loadAnswers();
    else if (page.items.some((c) => c.on_behalf_of)) void record().organizations().then((all) => (this.organizations = byId(all)), () => {});
  }

  async loadAnswers(): Promise<void> {
    const read = record();
    const list = (after?: string) => read.api.GET('/api/v1/responses', { params: { query: { subject: this.#subject, limit: 100, ...(after && { after: after as never }) } } });
    try {
      const [responses, organizations] = await Promise.all([all<Response>(list), read.organizations()]);
      const answers = new Map<string, Response[]>();
      for (const r of responses) answers.set(r.comment, [...(answers.get(r.comment) ?? []), r]);
      this.answers = answers;
      this.organizations = byId(organizations);
      this.answersFailed = false;
    } catch { this.answersFailed = true; }
  }

  #hang(comment: Comment): void {
    const branch = new Branch(comment);
    this.#branches.set(comment.id, branch);
    const parent = comment.parent ? this.#branches.get(comment.parent) : undefined;
    if (parent) parent.replies = [...parent.replies, branch];
    else this.roots = [...this.roots, branch];
  }
}
