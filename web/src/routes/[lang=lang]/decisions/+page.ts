import { browser } from '$app/env';
import { all } from '#lib/api/client.ts';
import { inBrowser } from '#lib/api/page.ts';
import { byId, record, type Decision } from '#lib/api/record.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ fetch, url }) => {
  const read = record(fetch);
  const get = (name: string) => (browser && url.searchParams.get(name)) || undefined;
  const query = { q: get('q')?.slice(0, 200), issuer: get('issuer') };
  const found = () => all<Decision>((after) => read.api.GET('/api/v1/decisions', { params: { query: { ...query, limit: 100, ...(after && { after: after as never }) } } }));
  return {
    query,
    lists: inBrowser(async () => {
      const filtered = !!(query.q || query.issuer);
      const [decisions, every, documents, organizations] = await Promise.all([found(), filtered ? read.decisions() : [], read.documents(), read.organizations()]);
      return { decisions, every: byId(filtered ? every : decisions), documents: byId(documents), organizations: byId(organizations) };
    })
  };
};
