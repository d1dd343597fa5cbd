import { inBrowser } from '#lib/api/page.ts';
import { record } from '#lib/api/record.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ fetch }) => {
  const read = record(fetch);
  return { document: inBrowser(() => read.document('rules-for-comments')), rules: inBrowser(() => read.rules()) };
};
