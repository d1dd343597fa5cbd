export const prerender = false;
export const ssr = false;

import { later, type Fetch } from '#lib/api/client.ts';
import { byId, record } from '#lib/api/record.ts';
import type { PageLoad } from './$types';

async function whole(id: string, fetch: Fetch) {
  const read = record(fetch);
  const [milestone, history, decisions, organizations, documents, tracks, milestones] = await Promise.all([
    read.milestone(id), read.history(id), read.decisions({ milestone: id }), read.organizations(), read.documents(), read.tracks(), read.milestones()
  ]);
  const siblings = milestones.filter((m) => m.track === milestone.track).length;
  return { milestone, history: history.items, decisions, organizations: byId(organizations), documents: byId(documents), track: tracks.find((t) => t.id === milestone.track), siblings };
}

export const load: PageLoad = ({ params, fetch }) => ({ id: params.id, whole: later(whole(params.id, fetch)) });
