import { Failure } from '#lib/api/failure.ts';

interface Page<T> { items: T[]; next: string | null }

/** A list that grows page by page. What is there stays when the next page cannot be had. */
export class Growing<T> {
  items = $state.raw<T[]>([]);
  next = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly #page: (after: never) => Promise<Page<T>>;

  constructor(first: Page<T>, page: (after: never) => Promise<Page<T>>) {
    this.items = first.items;
    this.next = first.next ?? null;
    this.#page = page;
  }

  more = async (): Promise<void> => {
    try {
      this.failure = null;
      const page = await this.#page(this.next as never);
      this.items = [...this.items, ...page.items];
      this.next = page.next ?? null;
    } catch (thrown) { this.failure = Failure.of(thrown); }
  };
}
