/** How the editor names places, values and what is wrong with them. */
import type { Key, Translated } from '#lib/i18n/index.ts';
import { l } from '#lib/i18n/l.ts';

const isLang = (step: string | undefined) => step === 'sq' || step === 'sr' || step === 'en';

/** `/title/sr` is "Title, Serbian"; `/evidence/0/note/sq` is "Evidence 1, Albanian". */
export function placeName(pointer: string): string {
  const [field, ...rest] = pointer.split('/').slice(1);
  const key = `edit_${field}`;
  const number = rest.find((step) => /^\d+$/.test(step));
  const lang = rest.find(isLang);
  const name = l.has(key) ? l.t(key) : (field ?? '');
  return [number === undefined ? name : `${name} ${Number(number) + 1}`, lang && l.t(`lang_${lang}` as Key)].filter(Boolean).join(', ');
}

/** What the server objects to, in words; a code that came up after this page was built is told as such. */
export function wrongText(code: string): string {
  const key = `wrong_${code}`;
  return l.t(l.has(key) ? key : 'wrong_not_allowed');
}

/** A value of any field, to be read beside another. */
export function told(value: unknown): string {
  if (value === null || value === undefined || value === '') return l.t('edit_nothing');
  if (typeof value === 'boolean') return l.t(value ? 'organization_yes' : 'organization_no');
  if (Array.isArray(value)) return value.length ? value.map(told).join('\n') : l.t('edit_nothing');
  if (typeof value !== 'object') return String(value);
  if ('sq' in value) return l.plain(value as Translated) ?? l.t('edit_nothing');
  return Object.values(value).filter((part) => part !== null).map(told).filter((part) => part !== l.t('edit_nothing')).join(', ');
}
