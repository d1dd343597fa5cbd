import { browser } from '$app/env';
import { htmlLang, loadI18n } from '#lib/i18n/index.ts';
import { turn } from '#lib/turn.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ params, fetch }) => {
  const i18n = await loadI18n(params.lang, fetch, 'site');
  if (browser) {
    document.documentElement.lang = htmlLang[params.lang];
    await turn();
  }
  return { i18n };
};
