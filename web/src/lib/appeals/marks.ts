/** How far an appeal has come, as a mark: only what changed a decision is a tick. */
import type { Schemas } from '#lib/api/client.ts';
import type { Shape, Tone } from '#lib/ui/Mark.svelte';

export const appealMarks: Record<Schemas['AppealState'], [Shape, Tone]> = {
  filed: ['waiting', '-open'], in_review: ['waiting', '-open'], reversed: ['answered', '-done'], partly_reversed: ['answered', '-done'], upheld: ['stop', '-none'], inadmissible: ['stop', '-none']
};
