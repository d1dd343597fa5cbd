import { inBrowser } from '#lib/api/page.ts';
import { byId, record } from '#lib/api/record.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ fetch }) => {
  const read = record(fetch);
  return {
    lists: inBrowser(async () => {
      const [tracks, milestones, organizations] = await Promise.all([read.tracks(), read.milestones(), read.organizations()]);
      return { tracks: tracks.sort((a, b) => a.position - b.position), milestones, organizations: byId(organizations) };
    })
  };
};
