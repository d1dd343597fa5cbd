// What the documentation's pages share: reading the OpenAPI document, its operations, and putting a page in place.

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The OpenAPI document of this server. */
export async function read() {
  const answer = await fetch('/api/openapi.json', { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.json();
}

/** What a `$ref` of the document stands for. */
export function resolve(api, thing) {
  if (!thing?.$ref) return thing;
  const keys = thing.$ref.slice(2).split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce((inside, key) => inside[key], api);
}

/** [[method, path, item]] */
export const operations = (api) =>
  Object.entries(api.paths).flatMap(([path, item]) => METHODS.filter((method) => item[method]).map((method) => [method, path, item]));

/** What a link names is opened before it is shown. */
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
  target?.scrollIntoView();
}

/** Puts { main, contents } in place, or says why it cannot. */
export async function show(build) {
  try {
    const { main, contents } = await build();
    document.getElementById('content').replaceChildren(...main);
    document.getElementById('contents').replaceChildren(contents);
    addEventListener('hashchange', follow);
    follow();
  } catch (cause) {
    document.getElementById('notice').textContent = `The OpenAPI document could not be read. ${cause.message}`;
  }
}
