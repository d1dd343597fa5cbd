import { expect, test } from 'vitest';
import { anchor } from '../../src/lib/anchor.ts';

test.each([
  ['', ''],
  ['#c-1', 'c-1'],
  ['#%C3%A7far%C3%AB', 'çfarë'],
  ['#%', '%'],
  ['#50%-plan', '50%-plan']
])('the address part %s names %s', (hash, id) => expect(anchor(hash)).toBe(id));
