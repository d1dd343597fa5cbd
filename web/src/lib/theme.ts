import { keep } from './keep.ts';

/** Light or dark: what the reader chose on this device, or else what the device says. */
export const isDark = (): boolean =>
  (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

export function setDark(dark: boolean): void {
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  keep('theme', dark ? 'dark' : 'light');
}

