import { browser } from '$app/env';
import { ask, later, type Fetch } from '#lib/api/client.ts';
import { record } from '#lib/api/record.ts';
import { lately } from '#lib/process/lately.ts';
import { nationals, plans } from '#lib/process/standing.ts';
import type { PageLoad } from './$types';

async function standing(fetch: Fetch) {
  const read = record(fetch);
  const [milestones, documents, decisions] = await Promise.all([read.milestones(), read.documents(), read.decisions()]);
  return { milestones, documents, decisions, plans: plans(documents, nationals(decisions, milestones)) };
}

/** The frame paints at once, the data follows. At build time there is no server to ask. */
export const load: PageLoad = ({ fetch }) => {
  if (!browser) return { standing: new Promise<never>(() => {}), lately: new Promise<never>(() => {}), voices: new Promise<never>(() => {}) };
  return {
    standing: later(standing(fetch)),
    lately: later(lately(fetch)),
    voices: later(ask(record(fetch).api.GET('/api/v1/responses/coverage')))
  };
};
