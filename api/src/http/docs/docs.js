// The documentation page: reads the OpenAPI document of this server and sets it as one page, with no library.
import { element, code, table } from './element.js';
import { inline, markdown } from './markdown.js';
import { operation } from './operation.js';
import { operations, read, show } from './page.js';
import { definition } from './schema.js';

/** [{ name, description, operations: [[method, path, item]] }] in the order of the document's tags. */
function groups(api) {
  const found = new Map((api.tags ?? []).map((tag) => [tag.name, { ...tag, operations: [] }]));
  for (const [method, path, item] of operations(api)) {
    const tag = item[method].tags?.[0] ?? 'other';
    if (!found.has(tag)) found.set(tag, { name: tag, operations: [] });
    found.get(tag).operations.push([method, path, item]);
  }
  return [...found.values()].filter((group) => group.operations.length);
}

function section(id, title, ...content) {
  return element('section', { id, 'aria-labelledby': `name-${id}` }, element('h2', { id: `name-${id}` }, title), content);
}

function schemes(api) {
  const entries = Object.entries(api.components?.securitySchemes ?? {});
  return table('Ways to sign in', ['Name', 'Kind', 'Meaning'], entries.map(([name, scheme]) =>
    [code(name), [scheme.type, scheme.scheme, scheme.name].filter(Boolean).join(' '), inline(scheme.description ?? '')]));
}

function page(api) {
  const tags = groups(api).map((group) => section(`tag-${group.name}`, group.name,
    markdown(group.description),
    group.operations.map(([method, path, item]) => operation(api, method, path, item))));
  const shapes = Object.entries(api.components?.schemas ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return [
    element('h1', {}, `${api.info.title} API`),
    element('p', { class: 'quiet' }, `Version ${api.info.version}`),
    element('div', { class: 'lead' }, markdown(api.info.description)),
    section('security', 'Signing in', schemes(api) ?? element('p', {}, 'Nothing here needs an account.')),
    ...tags,
    section('schemas', 'Schemas', shapes.map(([name, schema]) => definition(name, schema))),
  ];
}

function contents(api) {
  const entry = (id, title) => element('li', {}, element('a', { href: `#${id}` }, title));
  const each = (group) => group.operations.map(([method, , item]) => entry(item[method].operationId, item[method].summary));
  return element('ul', {},
    entry('security', 'Signing in'),
    groups(api).map((group) => element('li', {},
      element('a', { href: `#tag-${group.name}` }, group.name), element('ul', {}, each(group)))),
    entry('schemas', 'Schemas'));
}

await show(async () => {
  const api = await read();
  return { main: page(api), contents: contents(api) };
});
