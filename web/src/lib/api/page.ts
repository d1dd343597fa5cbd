import { browser } from '$app/env';
import { later } from './client.ts';

/** Data for a page whose frame is written at build time, when there is no server to ask: it never comes then. */
export const inBrowser = <T>(ask: () => Promise<T>): Promise<T> => (browser ? later(ask()) : new Promise<T>(() => {}));
