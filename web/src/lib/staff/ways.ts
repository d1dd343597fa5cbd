/** The staff pages, each for those with a role; without one for everybody who is signed in. A new page is one more line. */
import type { Schemas } from '#lib/api/client.ts';
import type { Key } from '#lib/i18n/index.ts';

export interface Way { path: string; key: Key; role?: Schemas['AccountRole'] }
const ways: readonly Way[] = [
  { path: '/staff', key: 'staff_nav_queue', role: 'moderator' },
  { path: '/staff/appeals', key: 'staff_nav_appeals', role: 'moderator' },
  { path: '/staff/answers', key: 'staff_nav_answers', role: 'editor' },
  { path: '/staff/edit', key: 'staff_nav_editor', role: 'editor' },
  { path: '/staff/accounts', key: 'staff_nav_accounts', role: 'admin' },
  { path: '/staff/keys', key: 'staff_nav_keys', role: 'admin' },
  { path: '/staff/account', key: 'staff_nav_account' }
];

/** Those that are open to somebody; the first is where their work is. */
export const waysFor = (roles: readonly string[]): readonly Way[] => ways.filter((way) => !way.role || roles.includes(way.role));
