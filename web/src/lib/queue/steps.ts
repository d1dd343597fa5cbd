/** Which decisions a moderator can take in which state; the first of each list is the one that takes nothing away. */
import type { Schemas } from '#lib/api/client.ts';

export type Outcome = Schemas['Outcome'];
export type State = Schemas['CommentState'];

const steps: Record<State, readonly Outcome[]> = {
  received: ['publish', 'reject', 'escalate', 'merge'],
  escalated: ['publish', 'reject'],
  published: ['hide'],
  hidden: ['restore'],
  merged: ['split'],
  rejected: [], withdrawn: [], erased: []
};

export const stepsFrom = (state: State): readonly Outcome[] => steps[state];
/** What can be decided on all of several at once; merging names another comment, so it is done one by one. */
export const stepsFromAll = (states: readonly State[]): readonly Outcome[] =>
  states.length ? steps[states[0]!].filter((o) => o !== 'merge' && states.every((s) => steps[s].includes(o))) : [];

/** Takes a comment away from everybody, and so needs reasons and an explanation. */
export const restricts = (outcome: Outcome): outcome is 'reject' | 'hide' => outcome === 'reject' || outcome === 'hide';
