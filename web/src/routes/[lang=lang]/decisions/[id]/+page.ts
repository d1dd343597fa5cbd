export const prerender = false;
export const ssr = false;

import { later, type Fetch } from '#lib/api/client.ts';
import { byId, record } from '#lib/api/record.ts';
import type { PageLoad } from './$types';

async function whole(id: string, fetch: Fetch) {
  const read = record(fetch);
  const [decision, decisions, documents, organizations, milestones] = await Promise.all([read.decision(id), read.decisions(), read.documents(), read.organizations(), read.milestones()]);
  return { decision, decisions: byId(decisions), documents: byId(documents), organizations: byId(organizations), milestones: milestones.filter((m) => decision.milestones.includes(m.id)) };
}

export const load: PageLoad = ({ params, fetch }) => ({ id: params.id, whole: later(whole(params.id, fetch)) });
