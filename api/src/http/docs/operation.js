// One operation: what it does, who may call it, what goes in, what comes out, and how to call it from a shell.
import { element, code, table } from './element.js';
import { inline, markdown } from './markdown.js';
import { resolve } from './page.js';
import { fields, type } from './schema.js';

/** The examples of a media type: its own, or those of its schema. */
function examples(api, media) {
  if (media?.example !== undefined) return [media.example];
  const schema = resolve(api, media?.schema);
  const own = Object.values(media?.examples ?? {}).map(({ value }) => value);
  return ([own, schema?.examples ?? []].find((some) => some.length > 0) ?? [schema?.example]).filter((it) => it !== undefined);
}

const example = (api, media) => examples(api, media)[0];

const written = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const listing = (label, text) => element('figure', {}, element('figcaption', {}, label), element('pre', { tabindex: 0 }, code(text)));

const open = (security) => !security?.length || security.some((way) => Object.keys(way).length === 0);

function rights(security) {
  if (open(security)) return 'anybody';
  const ways = security.map((way) => Object.values(way).flat().join(' and '));
  return [...new Set(ways)].map((roles) => (roles ? `accounts with the role ${roles}` : 'everybody who is signed in')).join(', or ');
}

function parameters(list) {
  return table('Parameters', ['Name', 'Value', 'Meaning'], list.map((parameter) => [
    [code(parameter.name), element('span', { class: 'quiet' }, ` ${parameter.in}${parameter.required ? '' : ', optional'}`)],
    type(parameter.schema ?? {}),
    inline(parameter.description ?? ''),
  ]));
}

/** What to send: media types that share a schema stand together. */
function body(api, content = {}) {
  const shapes = new Map();
  for (const entry of Object.entries(content)) {
    const key = JSON.stringify(entry[1].schema);
    shapes.set(key, [...(shapes.get(key) ?? []), entry]);
  }
  return [...shapes.values()].map((same) => {
    const [, shape] = same[0];
    const media = same.flatMap(([each], place) => [place ? ' or ' : null, code(each)]);
    return [
      element('p', {}, 'Body to send: ', media, shape.schema ? [', ', type(shape.schema)] : null),
      shape.schema && !shape.schema.$ref ? fields('Fields', shape.schema) : null,
      examples(api, shape).map((each) => listing('For example', written(each))),
    ];
  });
}

function answers(api, responses) {
  return table('Answers', ['Status', 'When', 'Body'], Object.entries(responses).map(([status, given]) => {
    const response = resolve(api, given);
    const shapes = Object.entries(response.content ?? {}).map(([media, shape]) =>
      element('div', {}, shape.schema ? type(shape.schema) : null, element('span', { class: 'quiet' }, ` ${media}`)));
    return [code(status), markdown(response.description), shapes];
  }), 'answers');
}

function curl(method, path, list, security, sent) {
  const address = path.replace(/\{([^}]+)\}/g, (gap, key) => list.find((parameter) => parameter.name === key)?.example ?? gap);
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${location.origin}${address}'`,
    open(security) ? null : `-H "Authorization: Bearer $TOKEN"`,
    ...list.filter((parameter) => parameter.in === 'header' && parameter.required).map((parameter) => `-H '${parameter.name}: …'`),
    sent === undefined ? null : `-H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(sent).replaceAll("'", "'\\''")}'`,
  ].filter(Boolean).join(' \\\n  ');
}

/** A fold that is named by its operationId, so that it can be linked to. */
export function operation(api, method, path, item) {
  const described = item[method];
  const list = [...(item.parameters ?? []), ...(described.parameters ?? [])].map((parameter) => resolve(api, parameter));
  const security = described.security ?? api.security;
  const request = resolve(api, described.requestBody);
  const [status, success] = Object.entries(described.responses).find(([each]) => each.startsWith('2')) ?? [];
  const answer = example(api, Object.values(resolve(api, success)?.content ?? {})[0]);
  return element('details', { id: described.operationId, class: 'operation' },
    element('summary', {},
      element('h3', {}, described.summary ?? path),
      element('span', { class: 'call' }, element('b', {}, method.toUpperCase()), ' ', path.replaceAll('/', '/\u200b'))),
    element('div', { class: 'detail' },
      markdown(described.description),
      element('p', {}, 'Who may call it: ', rights(security), '. ', code(described.operationId)),
      parameters(list),
      body(api, request?.content),
      answers(api, described.responses),
      answer === undefined ? null : listing(`Answer ${status}, for example`, written(answer)),
      listing('From a shell', curl(method, path, list, security, example(api, request?.content?.['application/json'])))));
}
