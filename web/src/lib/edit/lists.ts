/** What forms offer to choose from and previews name: everything that editors can refer to, drafts too. */
import type { Decision, Document, Milestone, Organization, Track } from '#lib/api/record.ts';
import type { Session } from '#lib/staff/session.svelte.ts';
import { register, type Common, type Kept, type Path } from './register.ts';

export interface Lists {
  organizations: Map<string, Kept<Organization>>;
  documents: Map<string, Kept<Document>>;
  milestones: Map<string, Kept<Milestone>>;
  decisions: Map<string, Kept<Decision>>;
  tracks: Map<string, Kept<Track>>;
}

async function both(session: Session, path: Path): Promise<Map<string, never>> {
  const shelf = register<Common>(session, path);
  const [published, drafts] = await Promise.all([shelf.list('published'), shelf.list('draft')]);
  return new Map([...published, ...drafts].map((thing) => [thing.id, thing as never]));
}

export async function lists(session: Session): Promise<Lists> {
  const [organizations, documents, milestones, decisions, tracks] = await Promise.all(
    (['organizations', 'documents', 'milestones', 'decisions', 'tracks'] as const).map((path) => both(session, path))
  );
  return { organizations: organizations!, documents: documents!, milestones: milestones!, decisions: decisions!, tracks: tracks! };
}
