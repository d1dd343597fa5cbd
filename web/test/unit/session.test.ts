import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask } from '../../src/lib/api/client.ts';
import { Session } from '../../src/lib/staff/session.svelte.ts';
import { takeOwnAddresses } from './node.ts';

const claim = '/api/v1/moderation/comments/{id}/claim' as const;
const of = { params: { path: { id: 'c' } } };
const unsigned = () => Response.json({ status: 401, code: 'unauthorized' }, { status: 401, headers: { 'www-authenticate': 'Bearer' } });

/** A server of which somebody is signed in until `ended`, and the writes that it let through. */
let ended: boolean;
let written: string[];

async function answer(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.replace('/api/v1/', '');
  if (path === 'auth/login') { ended = false; return Response.json({ access_token: 'token' }); }
  if (ended) return unsigned();
  if (path === 'auth/me') return Response.json({ id: 'arta' });
  written.push(`${request.method} ${path}`);
  return Response.json({});
}

/** Somebody who is at work when their session ends. */
async function atWork(): Promise<Session> {
  const session = new Session();
  session.attend();
  await session.signIn('arta@example.org', 'a long enough password');
  ended = true;
  return session;
}

beforeEach(() => {
  takeOwnAddresses();
  vi.stubGlobal('fetch', answer);
  vi.stubGlobal('addEventListener', () => {});
  written = [];
});
afterEach(() => void vi.unstubAllGlobals());

test('what somebody presses asks them to sign in, and is sent once they have', async () => {
  const session = await atWork();
  const pressed = ask(session.api.POST(claim, of));
  await vi.waitFor(() => expect(session).toMatchObject({ ended: true, asking: true }));
  await session.signIn('arta@example.org', 'a long enough password');
  await pressed;
  expect(session).toMatchObject({ ended: false, asking: false });
  expect(written).toEqual(['POST moderation/comments/c/claim']);
});

test('what a timer sends only says that the session ended, and is sent once they have signed in', async () => {
  const session = await atWork();
  const renewal = ask(session.quiet.POST(claim, of));
  const before = session.lasts(false);
  await vi.waitFor(() => expect(session.ended).toBe(true));
  await new Promise((over) => setTimeout(over));
  expect(session.asking).toBe(false);
  await session.signIn('arta@example.org', 'a long enough password');
  await Promise.all([renewal, before]);
  expect(written).toEqual(['POST moderation/comments/c/claim']);
});

test('who declines keeps what waited, whoever sent it', async () => {
  const session = await atWork();
  const [renewal, pressed] = [session.quiet.POST(claim, of), session.api.DELETE(claim, of)];
  await vi.waitFor(() => expect(session.asking).toBe(true));
  session.decline();
  expect((await Promise.all([renewal, pressed])).map(({ response }) => response.status)).toEqual([401, 401]);
  expect(written).toEqual([]);
});
