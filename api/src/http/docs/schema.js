// Schemas in words: what a value may be, and the table of an object's fields.
import { element, code, table } from './element.js';
import { inline } from './markdown.js';

export const name = (reference) => reference.split('/').pop();

const link = (reference) => element('a', { href: `#schema-${name(reference)}` }, name(reference));

const between = (low, high, unit) => {
  if (low === undefined && high === undefined) return null;
  if (high === undefined) return ` ≥ ${low}${unit}`;
  if (low === undefined) return ` ≤ ${high}${unit}`;
  return low === high ? ` ${low}${unit}` : ` ${low}–${high}${unit}`;
};

function joined(schemas, word) {
  return schemas.flatMap((schema, place) => [place ? ` ${word} ` : null, type(schema)]);
}

function limits(schema) {
  return [
    between(schema.minLength, schema.maxLength, ' characters'),
    between(schema.minItems, schema.maxItems, ' items'),
    between(schema.minimum, schema.maximum, ''),
    schema.pattern && [' ', code(schema.pattern)],
    schema.default !== undefined && schema.default !== null && [', otherwise ', code(JSON.stringify(schema.default))],
  ].filter(Boolean);
}

function plain(schema) {
  const types = [schema.type ?? (schema.properties ? 'object' : 'any value')].flat();
  return types.flatMap((each, place) => {
    const shown = each === 'array' ? ['list of ', type(schema.items ?? {})]
      : each === 'object' && typeof schema.additionalProperties === 'object' ? ['object of ', type(schema.additionalProperties)]
      : each === 'string' && schema.format ? [schema.format] : [each];
    return [place ? ' or ' : null, ...shown];
  });
}

/** What a value of this schema is, as text and links. */
export function type(schema) {
  if (schema === true) return ['any value'];
  if (schema.$ref) return [link(schema.$ref)];
  if (schema.const !== undefined) return [code(JSON.stringify(schema.const))];
  if (schema.enum) return schema.enum.flatMap((value, place) => [place ? ', ' : null, code(value === null ? 'null' : String(value))]);
  if (schema.allOf) return joined(schema.allOf.some((part) => part.$ref) ? schema.allOf.filter((part) => part.$ref) : schema.allOf, 'and');
  if (schema.oneOf ?? schema.anyOf) return joined(schema.oneOf ?? schema.anyOf, 'or');
  return [...plain(schema), ...limits(schema)];
}

/** The fields of an object schema, its parts and its nested objects among them. */
function rows(schema, prefix = '') {
  const parts = (schema.allOf ?? []).flatMap((part) => rows(part, prefix));
  return parts.concat(Object.entries(schema.properties ?? {}).flatMap(([field, of]) => {
    const must = schema.required?.includes(field) ? null : element('span', { class: 'quiet' }, ' optional');
    const nested = of.properties ? rows(of, `${prefix}${field}.`) : of.items?.properties ? rows(of.items, `${prefix}${field}[].`) : [];
    return [[[code(prefix + field), must], type(of), inline(of.description ?? '')], ...nested];
  }));
}

export const fields = (caption, schema) => table(caption, ['Field', 'Value', 'Meaning'], rows(schema));

/** A section that shows one named schema. */
export function definition(title, schema) {
  return element('section', { id: `schema-${title}`, class: 'schema' },
    element('h3', {}, title),
    schema.description ? element('p', {}, inline(schema.description)) : null,
    fields(`Fields of ${title}`, schema) ?? element('p', {}, type(schema)));
}
