export const prerender = false;
export const ssr = false;

import { later, type Fetch } from '#lib/api/client.ts';
import { record } from '#lib/api/record.ts';
import type { PageLoad } from './$types';

async function whole(id: string, fetch: Fetch) {
  const read = record(fetch);
  const [organization, milestones, documents, decisions] = await Promise.all([
    read.organization(id), read.milestones({ responsible: id }), read.documents({ publisher: id }), read.decisions({ issuer: id })
  ]);
  return { organization, milestones, documents, decisions };
}

export const load: PageLoad = ({ params, fetch }) => ({ id: params.id, whole: later(whole(params.id, fetch)) });
