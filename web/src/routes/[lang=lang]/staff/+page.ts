import type { QueueFilter } from '#lib/queue/queue.svelte.ts';
import { loadI18n } from '#lib/i18n/index.ts';
import type { PageLoad } from './$types';

const fields = ['state', 'subject', 'language', 'author_kind', 'flag'] as const;

export const load: PageLoad = async ({ params, fetch, url }) => ({
  i18n: await loadI18n(params.lang, fetch, 'site', 'follow', 'staff', 'moderation'),
  filter: Object.fromEntries(fields.flatMap((name) => { const value = url.searchParams.get(name); return value ? [[name, value]] : []; })) as QueueFilter
});
