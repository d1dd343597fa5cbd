/** What is wrong with what was typed, found before it is sent; by the server's rules. */
import type { Failure } from '#lib/api/failure.ts';
import type { Key } from '#lib/i18n/index.ts';

export const SHORTEST = 12;

export const passwordMistake = (password: string): Key | undefined => ([...password.normalize('NFC')].length < SHORTEST ? 'password_short' : undefined);
export const factorMistake = (code: string): Key | undefined =>
  /^(\d{3} ?\d{3}|[0-9A-Za-z]{4}([- ]?[0-9A-Za-z]{4}){3})$/.test(code.trim()) ? undefined : 'factor_form';
export const resetMistake = (code: string): Key | undefined => (/^[0-9A-Za-z]{5}(-?[0-9A-Za-z]{5}){3}$/.test(code.trim()) ? undefined : 'reset_form');

/** The account has a second factor, and its code was not sent yet, or was a wrong one. */
export const factorWanted = (failure: Failure | null): 'required' | 'wrong' | undefined =>
  failure?.problem?.code === 'second_factor_required' ? (failure.problem.errors?.some((e) => e.code === 'wrong') ? 'wrong' : 'required') : undefined;
