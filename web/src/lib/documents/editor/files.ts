/** Files of drafts are for editors alone: they are asked for with the token, which a plain link would not send. */
import { ask } from '#lib/api/client.ts';
import type { Version } from '#lib/api/record.ts';
import type { Session } from '#lib/staff/session.svelte.ts';

export async function saveFile(session: Session, id: string, version: Version): Promise<void> {
  const path = { id, number: version.number };
  const bytes = (await ask(session.api.GET('/api/v1/editorial/documents/{id}/versions/{number}/file', { params: { path }, parseAs: 'blob' }))) as unknown as Blob;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = version.file_name;
  link.click();
  // Not at once: some browsers read the address after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The text of a version as readers will get it. */
export const readText = (session: Session, id: string, number: number): Promise<string> =>
  ask(session.api.GET('/api/v1/editorial/documents/{id}/versions/{number}/html', { params: { path: { id, number } }, parseAs: 'text' })) as Promise<string>;
