/** Which comments still wait for an official answer, and on whose things. */
import { all, ask, type Schemas } from '#lib/api/client.ts';
import { byId, record, type Organization } from '#lib/api/record.ts';
import { keyOf } from '#lib/record/places.ts';

export type Owed = Schemas['SubjectCoverage'] & { ours: boolean };
export interface Overview { owed: Owed[]; overall: Schemas['Coverage']; ours: Schemas['Coverage'] | null; organizations: Map<string, Organization> }

/** Everything that is commented and waits, first what this organization is responsible for. */
export async function overview(organization: string): Promise<Overview> {
  const { api, documents, milestones, decisions, organizations } = record();
  const [report, published, responsible, issued, named] = await Promise.all([
    ask(api.GET('/api/v1/responses/coverage')), documents({ publisher: organization }), milestones({ responsible: organization }), decisions({ issuer: organization }), organizations()
  ]);
  const keys = (kind: Schemas['SubjectKind'], things: { id: string }[]) => things.map(({ id }) => keyOf({ kind, id }));
  const own = new Set([...keys('document', published), ...keys('milestone', responsible), ...keys('decision', issued)]);
  const owed = report.subjects.filter((s) => s.waiting > 0).map((s) => ({ ...s, ours: own.has(keyOf(s.subject)) }));
  owed.sort((a, b) => Number(b.ours) - Number(a.ours) || b.waiting - a.waiting);
  return { owed, overall: report.overall, ours: report.organizations.find((o) => o.organization === organization) ?? null, organizations: byId(named) };
}

/** The comments on one thing that nobody has answered, oldest first. */
export async function unanswered(subject: string): Promise<Schemas['Comment'][]> {
  const { api } = record();
  const comments = await all<Schemas['Comment']>((after) => api.GET('/api/v1/comments', { params: { query: { subject, limit: 100, ...(after && { after: after as never }) } } }));
  return comments.filter((c) => c.state === 'published' && c.answers === 0);
}
