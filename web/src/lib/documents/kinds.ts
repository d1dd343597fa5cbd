/** The kinds of documents, in the order in which they are offered. A new one does not compile until it has its place here. */
import type { Schemas } from '#lib/api/client.ts';

type Kind = Schemas['DocumentKind'];
const all: Record<Kind, true> = {
  letter: true, declaration: true, action_plan: true, decision: true, regulation: true, law: true, report: true, minutes: true, policy: true, study: true, rules: true, other: true
};
export const kinds = Object.keys(all) as Kind[];
