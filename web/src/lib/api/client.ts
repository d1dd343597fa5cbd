/** The typed client: every address, field and enum value comes from openapi.json through schema.d.ts. */
import createClient from 'openapi-fetch';
import { Failure } from './failure.ts';
import type { components, paths } from './schema.d.ts';

export type Schemas = components['schemas'];
export type Fetch = typeof globalThis.fetch;

export const makeApi = (fetch: Fetch = globalThis.fetch) => createClient<paths>({ baseUrl: '', fetch: (request) => fetch(request) });
export type Api = ReturnType<typeof makeApi>;

interface Answer<T> { data?: T; error?: unknown; response: Response }

/** The answer's data, or a `Failure` that a page can explain. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call.catch((cause: unknown) => {
    throw Failure.of(cause);
  });
  if (answer.error !== undefined || !answer.response.ok) throw Failure.from(answer.response, answer.error);
  return answer.data as T;
}

/** All items of a list that has hundreds of rows at most. */
export async function all<T>(list: (after?: string) => Promise<Answer<{ items: T[]; next?: string | null }>>): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | undefined, more = true; more;) {
    const page = await ask(list(after));
    items.push(...page.items);
    more = !!page.next;
    after = page.next ?? undefined;
  }
  return items;
}

/** For promises that a page hands on and awaits later: an early refusal is not "unhandled". */
export function later<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
