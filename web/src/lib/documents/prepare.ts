/** The server's HTML of a text, made ready for its page: without its own title, in the reader's script, each heading with its address. */

export interface Heading { id: string; title: string }
interface Prepared { html: string; headings: Heading[] }

/** Places of the page itself; a heading of the same name gets another. */
const taken = new Set(['main', 'text', 'languages', 'versions', 'used', 'sources', 'comments', 'comments-title', 'write']);

/** `script` turns text into the reader's script; `label` names the link of a heading. */
export function prepare(html: string, script: (text: string) => string, label: (title: string) => string): Prepared {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  body.querySelector('h1:first-child')?.remove();
  inScript(body, script);
  for (const named of body.querySelectorAll('[id]')) if (taken.has(named.id)) named.id = `text-${named.id}`;
  const headings = [...body.querySelectorAll('h2[id]')].map(({ id, textContent }) => ({ id, title: textContent ?? '' }));
  for (const heading of body.querySelectorAll<HTMLElement>('h2[id], h3[id], h4[id]')) link(heading, label);
  for (const table of body.querySelectorAll('table')) scrollable(table);
  return { html: body.innerHTML, headings };
}

function inScript(root: Element, script: (text: string) => string): void {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode as Text;
    if (!node.parentElement?.closest('code, pre')) node.data = script(node.data);
  }
}

function link(heading: HTMLElement, label: (title: string) => string): void {
  const anchor = document.createElement('a');
  anchor.className = 'anchor';
  anchor.href = `#${heading.id}`;
  anchor.textContent = '#';
  anchor.setAttribute('aria-label', label(heading.textContent ?? ''));
  heading.append(' ', anchor);
}

function scrollable(table: Element): void {
  const frame = document.createElement('div');
  frame.className = 'scroll';
  frame.tabIndex = 0;
  table.replaceWith(frame);
  frame.append(table);
}
