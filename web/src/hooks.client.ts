import type { ClientInit } from '@sveltejs/kit/hooks';

/** What is in the page already is painted before the app takes it over, which takes a slow device long. In the background nothing is painted. */
export const init: ClientInit = () =>
  document.hidden ? undefined : new Promise<void>((painted) => requestAnimationFrame(() => setTimeout(painted)));
