import { loadI18n } from '#lib/i18n/index.ts';
import type { PageLoad } from './$types';

/** The words about what an author may do, which only this page and the log need. */
export const load: PageLoad = async ({ params, fetch }) => ({ i18n: await loadI18n(params.lang, fetch, 'site', 'follow') });
