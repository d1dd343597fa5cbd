import { expect, test } from 'vitest';
import { accept, languageOf, typeOf } from '../../src/lib/documents/editor/accepted.ts';

test.each([
  ['plani-sq.pdf', 'sq'], ['Akcioni plan_SRP.pdf', 'sr'], ['plan (english).docx', 'en'], ['letra.pdf', null], ['square-en.pdf', 'en'], ['mul.pdf', 'mul'], ['sequence.txt', null]
])('%s says its language: %s', (name, language) => expect(languageOf(name)).toBe(language));

test.each([
  ['Letra.PDF', 'application/pdf'], ['a.b.md', 'text/markdown'], ['tabela.csv', 'text/csv'], ['pdf', undefined], ['faqe.html', undefined], ['logo.svg', undefined], ['arkiv.pdf.exe', undefined]
])('%s is %s', (name, type) => expect(typeOf(name)).toBe(type));

test('a browser offers what the server takes', () => expect(accept.split(',')).toEqual(expect.arrayContaining(['.pdf', '.md', '.odt', '.jpeg', '.xlsx'])));
