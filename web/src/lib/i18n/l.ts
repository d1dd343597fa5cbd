/** What the present page speaks, for components: reactive, so that the language link changes every word in place. */
import { page } from '$app/state';
import type { I18n } from './index.ts';

const now = (): I18n => (page.data as { i18n: I18n }).i18n;

export const l = {
  get locale() { return now().locale; },
  get lang() { return now().lang; },
  get addresses() { return now().addresses; },
  get t() { return now().t; },
  get has() { return now().has; },
  get n() { return now().n; },
  get own() { return now().own; },
  get show() { return now().show; },
  get plain() { return now().plain; },
  get number() { return now().number; },
  get partial() { return now().partial; },
  get day() { return now().day; },
  get time() { return now().time; },
  get clock() { return now().clock; },
  get size() { return now().size; },
  get compare() { return now().compare; },
  /** An address of this site in the present language. */
  to(path: string): string { return `/${now().locale}${path}`; }
};
