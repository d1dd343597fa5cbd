import { loadI18n } from '#lib/i18n/index.ts';
import type { PageLoad } from './$types';

/** Longer texts that only these pages need. */
export const load: PageLoad = async ({ params, fetch }) => ({ i18n: await loadI18n(params.lang, fetch, 'site', 'texts') });
