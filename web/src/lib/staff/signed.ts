/** The session of the staff pages: one for all of them, so that going from page to page signs nobody in anew. */
import { createContext } from 'svelte';
import type { Session } from './session.svelte.ts';

export const [signedIn, provideSession] = createContext<Session>();
