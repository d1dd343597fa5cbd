/** Work in turns: between two pieces that take a slow device long, whoever taps is answered. */

/** Comes in a turn of its own. */
export const turn = (): Promise<void> => new Promise((comes) => setTimeout(comes));

/** The same, shown in a turn of its own: what comes at once would otherwise be put up at once, all of it. */
export const inTurn = <T>(promise: Promise<T>): Promise<T> => promise.then((value) => turn().then(() => value));

/** Makes it in a turn of its own, or when it is needed before. The first thing of `Intl` takes as long as half of the app. */
export function prepared<T>(make: () => T): () => T {
  let made: T | undefined;
  const ready = () => (made ??= make());
  void turn().then(ready);
  return ready;
}
