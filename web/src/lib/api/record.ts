/** What the pages read from the record. Whole lists: they have hundreds of rows at most, and one page shows them together. */
import { all, ask, makeApi, type Fetch, type Schemas } from './client.ts';

export type Organization = Schemas['Organization'];
export type Document = Schemas['Document'];
export type Version = Schemas['Version'];
export type Milestone = Schemas['Milestone'];
export type Decision = Schemas['Decision'];
export type Track = Schemas['Track'];
export type Changes = Schemas['Changes'];

/** What is on its way: the foot of the page and its matter may ask for it at the same time. */
let head: Promise<number> | null = null;

/** Cursors are checked by the server; to the type they are any text. */
type After = never;

export function record(fetch?: Fetch) {
  const api = makeApi(fetch);
  const page = (after?: string) => ({ limit: 100, ...(after && { after: after as After }) });
  return {
    api,
    tracks: () => all<Track>((after) => api.GET('/api/v1/tracks', { params: { query: page(after) } })),
    milestones: (query: { responsible?: string } = {}) =>
      all<Milestone>((after) => api.GET('/api/v1/milestones', { params: { query: { ...query, ...page(after) } } })),
    documents: (query: { publisher?: string } = {}) =>
      all<Document>((after) => api.GET('/api/v1/documents', { params: { query: { ...query, ...page(after) } } })),
    decisions: (query: { issuer?: string; milestone?: string; document?: string } = {}) =>
      all<Decision>((after) => api.GET('/api/v1/decisions', { params: { query: { ...query, ...page(after) } } })),
    organizations: () => all<Organization>((after) => api.GET('/api/v1/organizations', { params: { query: page(after) } })),
    organization: (id: string) => ask(api.GET('/api/v1/organizations/{id}', { params: { path: { id } } })),
    document: (id: string) => ask(api.GET('/api/v1/documents/{id}', { params: { path: { id } } })),
    milestone: (id: string) => ask(api.GET('/api/v1/milestones/{id}', { params: { path: { id } } })),
    decision: (id: string) => ask(api.GET('/api/v1/decisions/{id}', { params: { path: { id } } })),
    track: (id: string) => ask(api.GET('/api/v1/tracks/{id}', { params: { path: { id } } })),
    history: (id: string) => ask(api.GET('/api/v1/milestones/{id}/history', { params: { path: { id } } })),
    rules: () => ask(api.GET('/api/v1/rules')),
    /** The number of the newest entry. */
    head: () => (head ??= ask(api.GET('/api/v1/changes', { params: { query: { limit: 1 } } })).then((c) => c.head).finally(() => { head = null; })),
    changes: (after: number) => ask(api.GET('/api/v1/changes', { params: { query: { after, limit: 100 } } })),
    /** The text of a version, made and sanitised by the server. */
    html: (id: string, number: number) =>
      ask(api.GET('/api/v1/documents/{id}/versions/{number}/html', { params: { path: { id, number } }, parseAs: 'text' })) as Promise<string>
  };
}

export const byId = <T extends { id: string }>(items: readonly T[]): Map<string, T> => new Map(items.map((x) => [x.id, x]));
