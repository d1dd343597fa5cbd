/** Where the things that are commented have their pages. */
import type { Schemas } from '#lib/api/client.ts';
import { l } from '#lib/i18n/l.ts';

const places = { document: 'documents', milestone: 'milestones', decision: 'decisions' } as const;

export const placeOf = (subject: Schemas['CommentSubject'], comment?: string): string =>
  `${l.to(`/${places[subject.kind]}/${subject.id}`)}${comment ? `#c-${comment}` : ''}`;
export const keyOf = (subject: Schemas['CommentSubject']): string => `${subject.kind}:${subject.id}`;
/** The language of a comment, as far as a browser can know it. */
export const tagOf = (comment: { language: Schemas['CommentLanguage'] }): string | undefined => (comment.language === 'other' ? undefined : comment.language);
