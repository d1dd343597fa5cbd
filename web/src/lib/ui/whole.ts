/** Calls back once a page has its title and awaits nothing any more: what the server wrote for the time until then can go. Answers how to stop waiting. */
export function whenWhole(main: HTMLElement, then: () => void): () => void {
  const isWhole = () => main.querySelector('h1') && !main.querySelector('[aria-busy=true]');
  const watch = new MutationObserver(() => {
    if (!isWhole()) return;
    watch.disconnect();
    then();
  });
  if (isWhole()) then();
  else watch.observe(main, { childList: true, subtree: true });
  return () => watch.disconnect();
}
