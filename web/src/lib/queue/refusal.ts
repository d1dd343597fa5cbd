/** Why a decision was refused, in words that say who and what was in the way. */
import type { Schemas } from '#lib/api/client.ts';
import { l } from '#lib/i18n/l.ts';

type Problem = Schemas['Problem'];

export function refusal(problem: Problem): string {
  const { code, decided_by: by, outcome, claimed_by, claimed_until, state } = problem;
  if (code === 'stale_revision' && by && outcome) return l.t('refused_faster', { by, outcome: said(`done_${outcome}`, outcome) });
  if (code === 'stale_revision') return l.t('refused_changed');
  if (code === 'claimed' && claimed_by && claimed_until) return l.t('refused_claimed', { by: claimed_by, time: l.clock(claimed_until) });
  if (code === 'wrong_state' && state) return l.t('refused_state', { state: said(`comment_${state}`, state) });
  if (code === 'not_impartial') return l.t('refused_impartial');
  return said(`problem_${code}`, problem.title);
}

const said = (key: string, otherwise: string): string => (l.has(key) ? l.t(key) : otherwise);
