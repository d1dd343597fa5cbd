/** What refers to a document. It is entered there, with the decision or the milestone. */
import type { Lists } from '#lib/edit/lists.ts';

export const usesOf = (id: string | undefined, { decisions, milestones }: Lists) => ({
  decisions: [...decisions.values()].filter((decision) => decision.document === id),
  milestones: [...milestones.values()].filter((milestone) => milestone.evidence.some((evidence) => evidence.document === id))
});
