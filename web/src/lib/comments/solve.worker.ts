/** Solves one challenge beside the page, so that typing stays quick. */
import { solve, type Challenge } from './solve.ts';

addEventListener('message', (event: MessageEvent<Challenge>) => {
  void solve(event.data).then((solution) => postMessage(solution));
});
