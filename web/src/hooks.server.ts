import { htmlLang, isLocale } from '#lib/i18n/locale.ts';
import type { Handle } from '@sveltejs/kit/hooks';

/** At build time only: the pages that are written then get the right lang attribute. */
export const handle: Handle = ({ event, resolve }) => {
  const locale = event.url.pathname.split('/')[1];
  return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', isLocale(locale) ? htmlLang[locale] : 'sq') });
};
