export const prerender = false;
export const ssr = false;

import { later, type Fetch } from '#lib/api/client.ts';
import { byId, record } from '#lib/api/record.ts';
import type { PageLoad } from './$types';

async function whole(id: string, fetch: Fetch) {
  const read = record(fetch);
  const [document, organizations, decisions, milestones] = await Promise.all([read.document(id), read.organizations(), read.decisions({ document: id }), read.milestones()]);
  return { document, organizations: byId(organizations), decisions, milestones: milestones.filter((m) => m.evidence.some((e) => e.document === id)) };
}

export const load: PageLoad = ({ params, fetch }) => ({ id: params.id, whole: later(whole(params.id, fetch)) });
