/** Why a change of an account or a key was refused, as precisely as the server says it. */
import type { Failure } from '#lib/api/failure.ts';
import { l } from '#lib/i18n/l.ts';

export function refusal(failure: Failure | null): string | undefined {
  const codes = failure?.problem?.errors?.map((e) => `refused_${e.code}`) ?? [];
  const known = codes.find((key) => l.has(key));
  return known && l.has(known) ? l.t(known) : undefined;
}
