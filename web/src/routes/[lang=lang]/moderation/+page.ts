import { browser } from '$app/env';
import { ask, type Schemas } from '#lib/api/client.ts';
import { inBrowser } from '#lib/api/page.ts';
import { record } from '#lib/api/record.ts';
import { loadI18n } from '#lib/i18n/index.ts';
import { Titles } from '#lib/record/titles.svelte.ts';
import type { PageLoad } from './$types';

interface Query { outcome?: Schemas['LogOutcome']; reason?: Schemas['Reason']; subject?: string; since?: string }

export const load: PageLoad = async ({ params, fetch, url }) => {
  const { api } = record(fetch);
  const get = (name: string) => (browser && url.searchParams.get(name)) || undefined;
  const query: Query = { outcome: get('outcome') as Query['outcome'], reason: get('reason') as Query['reason'], subject: get('subject'), since: get('since') };
  return {
    i18n: await loadI18n(params.lang, fetch, 'site', 'follow'),
    query,
    titles: inBrowser(Titles.read),
    statistics: inBrowser(() => ask(api.GET('/api/v1/moderation/statistics'))),
    log: inBrowser(() => ask(api.GET('/api/v1/moderation/log', { params: { query: { ...query, limit: 50 } } })))
  };
};
