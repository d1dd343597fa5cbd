import { inBrowser } from '#lib/api/page.ts';
import { record } from '#lib/api/record.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ fetch }) => ({ organizations: inBrowser(() => record(fetch).organizations()) });
