import type { Schemas } from '#lib/api/client.ts';

/** The language of a comment, as far as a browser can know it. */
export const tagOf = (comment: { language: Schemas['CommentLanguage'] }): string | undefined => (comment.language === 'other' ? undefined : comment.language);
