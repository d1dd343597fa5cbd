import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

test('the typed client is made from the present OpenAPI document (npm run generate)', async () => {
  const made = astToString(await openapiTS(new URL('../../../openapi/openapi.json', import.meta.url)));
  const committed = readFileSync('src/lib/api/schema.d.ts', 'utf8').replace(/^\/\*\*[\s\S]*?\*\/\n\n?/, '');
  expect(committed.trim() === made.trim()).toBe(true);
});
