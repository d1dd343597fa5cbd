// Makes elements. Text is always set as text, so nothing in the document can become markup.

/** element('p', { class: 'lead' }, 'Text', element('b', {}, '!')). What is null or undefined is left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(attribute, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return made;
}

export const code = (text) => element('code', {}, text);

/** A table of rows with a caption, or null without rows. The roles keep it a table where the style stacks its cells. */
export function table(caption, heads, rows, kind) {
  if (rows.length === 0) return null;
  const row = (cells) => element('tr', { role: 'row' }, cells);
  return element('table', { role: 'table', class: kind },
    element('caption', {}, caption),
    element('thead', { role: 'rowgroup' }, row(heads.map((head) => element('th', { role: 'columnheader', scope: 'col' }, head)))),
    element('tbody', { role: 'rowgroup' }, rows.map(([first, ...others]) => row([
      element('th', { role: 'rowheader', scope: 'row' }, first),
      ...others.map((cell) => element('td', { role: 'cell' }, cell)),
    ]))));
}
