import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Fetch, Schemas } from '../../src/lib/api/client.ts';
import { lately } from '../../src/lib/process/lately.ts';
import { placeOf } from '../../src/lib/record/places.ts';
import { takeOwnAddresses } from './node.ts';

takeOwnAddresses();

type Entry = Schemas['ChangeTold'];
const entry = (seq: number, kind: string, id: string, op: Entry['op'] = 'upsert'): Entry =>
  ({ seq, kind, op, at: '2026-11-23T10:00:00.000Z', revision: 1, subject: { kind: kind.split('.')[0] as Schemas['Kind'], id } });

/** A server with these entries, and what it was asked beside them. */
function server(entries: Entry[], told: Record<string, object>): { fetch: Fetch; asked: string[] } {
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL) => {
    const path = new URL((input as Request).url).pathname.replace('/api/v1/', '');
    if (path === 'changes') return Response.json({ items: entries, head: entries.at(-1)!.seq, next: entries.at(-1)!.seq });
    asked.push(path);
    return told[path] ? Response.json(told[path]) : Response.json({ code: 'gone', status: 410 }, { status: 410 });
  };
  return { fetch, asked };
}

const subject = { kind: 'document', id: 'nap' };
const seen = async (fetch: Fetch) => Promise.all((await lately(fetch)).map(async ({ entry, at }) => {
  const place = await at;
  return `${entry.seq} ${entry.kind} ${place ? placeOf(place) : 'nowhere'}`;
}));

test('a comment and a response lead to their place in the thread, and each is asked for once', async () => {
  const { fetch, asked } = server(
    [entry(1, 'document.revised', 'nap'), entry(2, 'comment.published', 'c'), entry(3, 'comment.answered', 'c'), entry(4, 'response.published', 'r')],
    { 'comments/c': { subject }, 'responses/r': { comment: 'c', subject } }
  );
  expect(await seen(fetch)).toEqual(['4 response.published /documents/nap#c-c', '3 comment.answered /documents/nap#c-c', '2 comment.published /documents/nap#c-c', '1 document.revised /documents/nap']);
  expect(asked).toEqual(['comments/c', 'responses/r']);
});

test('what is not public leads nowhere, and neither does what was public before; nobody asks for it', async () => {
  const { fetch, asked } = server(
    [entry(1, 'comment.published', 'c'), entry(2, 'document.published', 'nap'), entry(3, 'comment.received', 'd', 'delete'), entry(4, 'comment.hidden', 'c', 'delete'), entry(5, 'document.withdrawn', 'nap', 'delete')],
    {}
  );
  for (const line of await seen(fetch)) expect(line).toMatch(/ nowhere$/);
  expect(asked).toEqual([]);
});

test('the entry of a comment that is hidden at this very moment stands all the same', async () => {
  expect(await seen(server([entry(1, 'comment.published', 'c')], {}).fetch)).toEqual(['1 comment.published nowhere']);
});

test('the page and what the server writes into it tell of equally many entries', () => {
  const most = (file: string, name: RegExp) => readFileSync(file, 'utf8').match(name)?.[1] ?? `none in ${file}`;
  expect(most('src/lib/process/lately.ts', /\bSHOWN = (\d+);/)).toBe(most('../api/src/site/web/frames.rs', /\bLATELY: \w+ = (\d+);/));
});

/** The kinds that stand in the sources word by word, and those that are put together there. */
function kinds(): string[] {
  const sources = globSync('../api/src/**/*.rs').map((file) => readFileSync(file, 'utf8')).join('\n');
  const written = [...sources.matchAll(/"((?:comment|response|appeal|account|key)\.[a-z_]+)"/g)].map((m) => m[1]!);
  const changed = ['organization', 'track', 'document', 'milestone', 'decision'].flatMap((thing) => ['published', 'revised', 'withdrawn'].map((what) => `${thing}.${what}`));
  const turned = ['published', 'rejected', 'hidden', 'withdrawn', 'erased'].map((state) => `comment.${state}`);
  return [...new Set([...written, ...changed, ...turned, 'decision.related'])];
}

test('every kind of entry that the record knows has its words', () => {
  const words = JSON.parse(readFileSync('messages/site.sq.json', 'utf8')) as Record<string, string>;
  const told = Object.keys(words).filter((key) => /^change_[a-z]+_/.test(key));
  expect(kinds().map((kind) => `change_${kind.replace('.', '_')}`).sort()).toEqual(told.sort());
});
