/** A decision while it is being written. It is kept on this device until it is entered, so that no reload and no undo loses it. */
import type { Schemas } from '#lib/api/client.ts';
import type { Key } from '#lib/i18n/index.ts';
import { keep, keptJson } from '#lib/keep.ts';
import { restricts, type Outcome } from './steps.ts';

export type Verdict = Schemas['Verdict'];
type Reason = Schemas['Reason'];

interface Kept { reasons: Reason[]; explanation: string; note: string; article: string; initiative: Schemas['Initiative'] }
const keyOf = (of: string) => `decision:${of}`;
const length = (text: string) => [...text.trim()].length;

export const forgetDraft = (of: string): void => void keep(keyOf(of), null);

export class DecisionDraft {
  reasons = $state<Reason[]>([]);
  explanation = $state('');
  note = $state('');
  article = $state('');
  initiative = $state<Schemas['Initiative']>('own');
  readonly #key: string;

  /** `of` is a comment's id, or a name for several. */
  constructor(of: string) {
    this.#key = keyOf(of);
    const kept = keptJson<Kept>(this.#key);
    if (kept) Object.assign(this, kept);
  }

  get needsArticle(): boolean {
    return this.reasons.includes('unlawful_other');
  }

  toggle(reason: Reason): void {
    this.reasons = this.reasons.includes(reason) ? this.reasons.filter((r) => r !== reason) : [...this.reasons, reason];
    this.save();
  }

  save(): void {
    const { reasons, explanation, note, article, initiative } = this;
    const isEmpty = !reasons.length && !explanation && !note && !article && initiative === 'own';
    keep(this.#key, isEmpty ? null : JSON.stringify({ reasons, explanation, note, article, initiative } satisfies Kept));
  }

  /** What is missing for this decision. */
  missing(outcome: Outcome): Key[] {
    const long = length(this.explanation) > 5000 ? ['queue_long_explanation' as const] : [];
    if (!restricts(outcome)) return long;
    return [
      ...(this.reasons.length ? [] : ['queue_need_reason' as const]), ...(length(this.explanation) >= 20 ? [] : ['queue_need_explanation' as const]), ...long,
      ...(this.needsArticle && !this.article.trim() ? ['queue_need_article' as const] : [])
    ];
  }

  verdict(outcome: Exclude<Outcome, 'merge'>): Verdict {
    const { reasons, initiative } = this;
    const explanation = this.explanation.trim();
    const note = this.note.trim() ? { public_note: this.note.trim() } : {};
    if (!restricts(outcome)) return { outcome, initiative, ...note, ...(explanation && { explanation }) };
    return { outcome, initiative, reasons: [...reasons], explanation, ...note, ...(this.needsArticle && { legal_reference: this.article.trim() }) };
  }

  merger(into: string): Verdict {
    const explanation = this.explanation.trim();
    return { outcome: 'merge', into, initiative: this.initiative, ...(explanation && { explanation }) };
  }
}
