import fc from 'fast-check';
import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { extractTypeScript, factsOf, parse } from '#extract/typescript/extract-typescript.ts';
import { expectSound } from './facts-of.ts';
import { SAMPLES } from './samples.ts';

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const PIECES = [
  ...[
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '<',
    '>',
    '`',
    "'",
    '"',
    '${',
    '/*',
    '*/',
    '//',
    '\n',
    '\r\n',
    '\0',
    '\uFEFF',
    '\uD800',
    '\u2028',
  ],
  ...['.', '?.', '!', ';', ',', ':', '=>', '=', '@', '#', '...', '??', '&&', '+', '<a>', '</a>', '0', 'x', '\\'],
  ...[
    'await ',
    'async ',
    'import ',
    'export ',
    'default ',
    'from ',
    'require(',
    'process.env.',
    'class ',
    'function ',
    'const ',
    'catch ',
  ],
  ...[
    'if (',
    'else ',
    'switch (',
    'case ',
    'for (',
    ' of ',
    'new ',
    'return ',
    'throw ',
    'yield ',
    'enum ',
    'type ',
    'declare ',
    'namespace ',
  ],
  '// tiebeam-ignore-line a/b',
];

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: 40 })),
  insert: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 }), fc.constant('')),
});

function apply(text: string, edits: readonly Edit[]): string {
  return edits.reduce((before, { at, remove, insert }) => {
    const start = Math.floor(at * before.length);
    return before.slice(0, start) + insert + before.slice(start + remove);
  }, text);
}

const path = fc.constantFrom('a.ts', 'a.tsx', 'a.js', 'a.mts', 'a.cjs');

/** Always the same texts: a run says the same twice. */
const RUNS = { numRuns: 500, seed: 20_260_301 };

describe('extraction of any text', () => {
  it('gives sound facts of sources that are being edited', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), fc.array(edit, { minLength: 1, maxLength: 6 }), path, (sample, edits, name) => {
        const text = apply(sample, edits);
        expectSound(extractTypeScript(name, text), text);
      }),
      RUNS,
    );
  });

  it('gives sound facts of sources that are cut off', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), fc.double({ min: 0, max: 1, noNaN: true }), path, (sample, at, name) => {
        const text = sample.slice(0, Math.floor(at * sample.length));
        expectSound(extractTypeScript(name, text), text);
      }),
      RUNS,
    );
  });

  it('gives sound facts of noise', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.constantFrom(...PIECES), { maxLength: 60 })),
        path,
        (noise, name) => {
          const text = typeof noise === 'string' ? noise : noise.join('');
          expectSound(extractTypeScript(name, text), text);
        },
      ),
      RUNS,
    );
  });

  it('gives the same facts of a tree that was edited as of one that was parsed anew', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), fc.array(edit, { minLength: 1, maxLength: 4 }), (sample, edits) => {
        let tree = parse('a.tsx', sample);
        for (const one of edits) {
          const start = Math.floor(one.at * tree.text.length);
          const length = Math.min(one.remove, tree.text.length - start);
          const text = apply(tree.text, [one]);
          tree = ts.updateSourceFile(tree, text, { span: { start, length }, newLength: one.insert.length });
        }
        expect(factsOf(tree, 'a.tsx')).toEqual(factsOf(parse('a.tsx', tree.text), 'a.tsx'));
      }),
      { ...RUNS, numRuns: 200 },
    );
  });

  it('depends on nothing but the text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), fc.array(edit, { maxLength: 3 }), (sample, edits) => {
        const text = apply(sample, edits);
        expect(extractTypeScript('a.ts', text)).toEqual(extractTypeScript('a.ts', text));
      }),
      { ...RUNS, numRuns: 100 },
    );
  });
});
