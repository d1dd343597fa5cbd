/** The reasons in the order of the rules for comments; the first nine have a key. */
import type { Schemas } from '#lib/api/client.ts';

export const reasons: readonly Schemas['Reason'][] = [
  'spam', 'advertising', 'off_topic', 'duplicate', 'personal_data', 'insult', 'harassment', 'hate_or_incitement', 'threat_violence',
  'defamation_claim', 'impersonation', 'unlawful_other', 'not_readable'
];
