import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const shell = readFileSync('src/app.html', 'utf8');

test('the policy lets in the two scripts of the shell, and no other inline script is there', () => {
  const scripts = [...shell.matchAll(/<script>(.*?)<\/script>/gs)].map((m) => m[1]!);
  expect(scripts).toHaveLength(2);
  for (const script of scripts) expect(readFileSync('vite.config.ts', 'utf8')).toContain(createHash('sha256').update(script).digest('base64'));
});

test('the shell keeps the two places into which the server writes the text of a thing', () => {
  expect(shell).toContain('<!--hapur:head-->');
  expect(shell).toContain('<!--hapur:text-->');
});
