import { browser } from '$app/env';
import { ask, type Schemas } from '#lib/api/client.ts';
import { inBrowser } from '#lib/api/page.ts';
import { byId, record } from '#lib/api/record.ts';
import type { PageLoad } from './$types';

interface Query { q?: string; kind?: Schemas['DocumentKind']; publisher?: string; missing?: Schemas['Language'] }

/** The filters stand in the address, so that a list can be sent to somebody. */
function filters(url: URL): Query {
  const get = (name: string) => url.searchParams.get(name) || undefined;
  return {
    q: get('q')?.slice(0, 200), kind: get('kind') as Schemas['DocumentKind'] | undefined,
    publisher: get('publisher'), missing: get('missing') as Schemas['Language'] | undefined
  };
}

export const load: PageLoad = ({ fetch, url }) => {
  const read = record(fetch);
  const query: Query = browser ? filters(url) : {};
  return {
    query,
    organizations: inBrowser(async () => byId(await read.organizations())),
    list: inBrowser(() => ask(read.api.GET('/api/v1/documents', { params: { query: { ...query, limit: 50 } } })))
  };
};
