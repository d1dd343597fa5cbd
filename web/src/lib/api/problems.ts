/** A problem in the reader's words. A code that came up after this page was built is told in the server's. */
import { l } from '#lib/i18n/l.ts';
import type { Failure } from './failure.ts';

export function problemText(failure: Failure): string {
  const code = failure.problem?.code;
  if (!code) return l.t(failure.kind === 'offline' ? 'failed_offline_help' : 'problem_internal');
  const key = `problem_${code}`;
  return l.has(key) ? l.t(key) : failure.problem!.title;
}
