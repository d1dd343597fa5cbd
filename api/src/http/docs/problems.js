// The page that the `type` of every problem leads to: each code with its status, its meaning and where it comes up.
import { element, code } from './element.js';
import { inline } from './markdown.js';
import { operations, read, resolve, show } from './page.js';

/** The codes that a schema allows for `code`: of all its parts, the strictest decides. */
function codes(api, schema) {
  const of = resolve(api, schema) ?? {};
  const own = resolve(api, of.properties?.code);
  const parts = (of.allOf ?? []).map((part) => codes(api, part));
  return [own?.enum ?? [], ...parts].filter((list) => list.length).sort((a, b) => a.length - b.length)[0] ?? [];
}

/** The codes that the page came with: all that there are, also those that any address can answer. */
const known = () =>
  [...document.querySelectorAll('#content section')].map((section) => {
    const [status, meaning] = [...section.querySelectorAll('span')].map((part) => part.textContent);
    return [section.id, { statuses: new Set([status]), meaning, operations: [] }];
  });

/** Map of code → { statuses, meaning, operations }, with every answer of every operation. */
function problems(api) {
  const found = new Map(known());
  for (const [method, path, item] of operations(api)) {
    for (const [status, given] of Object.entries(item[method].responses).filter(([each]) => each >= '400')) {
      const response = resolve(api, given);
      for (const name of codes(api, response.content?.['application/problem+json']?.schema)) {
        const problem = found.get(name) ?? { statuses: new Set(), operations: [] };
        const line = response.description.split('\n').find((each) => each.startsWith(`\`${name}\`: `));
        problem.meaning ??= line?.slice(name.length + 4);
        problem.statuses.add(status);
        problem.operations.push([item[method].operationId, `${method.toUpperCase()} ${path}`]);
        found.set(name, problem);
      }
    }
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b));
}

function entry([name, problem]) {
  return element('section', { id: name, class: 'schema', 'aria-labelledby': `name-${name}` },
    element('h2', { id: `name-${name}` }, code(name)),
    element('p', {}, [...problem.statuses].join(', '), '. ', inline(problem.meaning ?? '')),
    problem.operations.length === 0 ? null : element('details', {},
      element('summary', {}, `Where it comes up (${problem.operations.length})`),
      element('ul', {}, problem.operations.map(([id, call]) => element('li', {}, element('a', { href: `/api/docs#${id}` }, call))))));
}

await show(async () => {
  const found = problems(await read());
  return {
    main: [
      element('h1', {}, 'Problems'),
      element('p', { class: 'lead' }, 'What goes wrong is told as application/problem+json (RFC 9457). The codes are stable; they are what a program should look at.'),
      ...found.map(entry),
    ],
    contents: element('ul', {}, found.map(([name]) => element('li', {}, element('a', { href: `#${name}` }, name)))),
  };
});
