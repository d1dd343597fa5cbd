/** Single keys, where nobody is typing and nothing lies over the page. What they decide is told by the form that is open. */
interface Open { choose(index: number): void; take(key: string): void }

const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && (target.matches('textarea, select, input:not([type=checkbox])') || target.closest('dialog') !== null);

export function actionFor(event: KeyboardEvent, acts: Record<string, () => void>, open: Open | undefined): (() => void) | undefined {
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (/^[1-9]$/.test(event.key)) return () => open?.choose(Number(event.key) - 1);
  if (['p', 'r', 'e'].includes(event.key)) return () => open?.take(event.key);
  return acts[event.key];
}
