import { loadI18n } from '#lib/i18n/index.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ params, fetch }) => ({ i18n: await loadI18n(params.lang, fetch, 'site', 'staff', 'edit', 'files') });
