// What is parsed from the last state has the facts of a fresh parse, for any sequence of edits.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EditedScripts } from '#extract/typescript/edited-scripts.ts';
import { extractTypeScript } from '#extract/typescript/extract-typescript.ts';

const PATH = 'src/orders.tsx';
const START = readFileSync(new URL('../../sample/web/src/orders/order-history.tsx', import.meta.url), 'utf8');

const PIECES = [
  '(',
  ')',
  '{',
  '}',
  '`',
  '${',
  "'",
  '"',
  '/*',
  '*/',
  '//',
  '\n',
  ';',
  '=>',
  'async ',
  'await f()',
  '<',
  '</a>',
  'x',
  '.',
  '@a() ',
  'import a from "b";\n',
  '\r\n',
  'class A { b = 1 }',
  '',
];

it('equals a fresh parse', () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(30),
    piece: fc.constantFrom(...PIECES),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 25 }), (edits) => {
      const scripts = new EditedScripts();
      let text = START;
      expect(scripts.facts(PATH, text)).toEqual(extractTypeScript(PATH, text));
      for (const { at, length, piece } of edits) {
        const start = Math.floor(at * text.length);
        text = text.slice(0, start) + piece + text.slice(start + length);
        expect(scripts.facts(PATH, text)).toEqual(extractTypeScript(PATH, text));
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('is read afresh after a text that no person wrote', () => {
  const scripts = new EditedScripts();
  const bundle = `var a=${'1+'.repeat(6_000)}1;`;
  for (const text of ['const a = 1;', bundle, 'const a = 2;', 'const a = 2;\nf(a);'])
    expect(scripts.facts('src/a.ts', text)).toEqual(extractTypeScript('src/a.ts', text));
});
