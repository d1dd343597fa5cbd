/** What is special about one editorial kind; all else is in `Draft` and `Editor`. */
import type { Component } from 'svelte';
import { langs, type Key, type Lang, type Translated } from '#lib/i18n/index.ts';
import type { Draft } from './draft.svelte.ts';
import type { Lists } from './lists.ts';
import type { Common, Kept, Path } from './register.ts';

export interface Kind<F extends Common> {
  path: Path;
  /** The words of its page: "A new organization". */
  newKey: Key;
  /** Nothing typed yet. Its keys are the fields that editors write. */
  blank: () => F;
  title: (fields: F) => Translated;
  /** Every text with its JSON pointer, in the order of the form. */
  texts: (fields: F) => [pointer: string, text: Translated][];
  /** Which texts may not be left out altogether. */
  needs: (draft: Draft<F>) => string[];
  /** Problems that come without a pointer, and the place that they mean. */
  blames?: Record<string, string>;
  Form: Component<{ draft: Draft<F>; lists: Lists }>;
  /** The public page of the thing, of what is typed. */
  Preview: Component<{ thing: Kept<F>; lists: Lists }>;
}

/** A language that is missing: without the official ones nothing is published, the third is shown as a gap. */
export interface Gap { pointer: string; lang: Lang; official: boolean }

export function gapsOf(texts: [string, Translated][], needed: string[]): Gap[] {
  const partly = texts.filter(([pointer, text]) => needed.includes(pointer) || langs.some((lang) => text[lang] !== null));
  return partly.flatMap(([pointer, text]) => langs.filter((lang) => text[lang] === null).map((lang) => ({ pointer: `${pointer}/${lang}`, lang, official: lang !== 'en' })));
}

export const noText = (): Translated => ({ sq: null, sr: null, en: null });
export const common = (): Common => ({ sources: [], confidence: null, note: noText(), unofficial: [] });
/** The id of the control for a place: `/title/sr` is `f-title-sr`. */
export const idOf = (pointer: string): string => `f${pointer.replaceAll('/', '-')}`;
