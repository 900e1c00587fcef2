// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code.
import { describe, expect, it } from 'vitest';
import { factsOf } from './facts-of.ts';

/** Line, form, rules and text of each directive. */
function directives(source: string): string[] {
  return factsOf(source, 'src/orders.tsx').directives.map(
    (it) => `${it.line} ${it.form} ${it.rules.join(',')} «${source.slice(it.span.start, it.span.end)}»`,
  );
}

describe('directives in code', () => {
  it.each<[string, string[]]>([
    ['a();\n// tiebeam-ignore-next-line a/b\nb();', ['1 next-line a/b «// tiebeam-ignore-next-line a/b»']],
    ['a(); // tiebeam-ignore-line a/b', ['0 line a/b «// tiebeam-ignore-line a/b»']],
    ['/* tiebeam-ignore-file a/b */', ['0 file a/b «/* tiebeam-ignore-file a/b */»']],
    ['\uFEFF// tiebeam-ignore-file a/b\r\na();\r\n', ['0 file a/b «// tiebeam-ignore-file a/b»']],
    ['#!/usr/bin/env node\n// tiebeam-ignore-file a/b\n', ['1 file a/b «// tiebeam-ignore-file a/b»']],
    ['f(/* tiebeam-ignore-line a/b */ x);', ['0 line a/b «/* tiebeam-ignore-line a/b */»']],
    ['if (a) {\n  b();\n  // tiebeam-ignore-next-line a/b\n}', ['2 next-line a/b «// tiebeam-ignore-next-line a/b»']],
    [
      'try {} catch {\n  // eslint-disable-next-line no-empty\n}',
      ['1 next-line no-empty «// eslint-disable-next-line no-empty»'],
    ],
    [
      'a();\n// biome-ignore lint/suspicious/noConsole: now\nb();',
      ['1 next-line noConsole «// biome-ignore lint/suspicious/noConsole: now»'],
    ],
    ['a(); // oxlint-disable-line no-console', ['0 line no-console «// oxlint-disable-line no-console»']],
    ['const a = <p>{/* tiebeam-ignore-next-line a/b */}</p>;', ['0 next-line a/b «/* tiebeam-ignore-next-line a/b */»']],
    ['const a = `${/* tiebeam-ignore-line a/b */ b}`;', ['0 line a/b «/* tiebeam-ignore-line a/b */»']],
    ['class A {\n  // tiebeam-ignore-next-line a/b\n  @Get() b() {}\n}', ['1 next-line a/b «// tiebeam-ignore-next-line a/b»']],
    ['type A = {\n  // tiebeam-ignore-next-line a/b\n  b: string;\n};', ['1 next-line a/b «// tiebeam-ignore-next-line a/b»']],
    ['a(); // NOSONAR\nb(); // NOSONAR', ['0 line  «// NOSONAR»', '1 line  «// NOSONAR»']],
    [
      '/* eslint-disable no-console -- tiebeam-ignore-file */',
      ['0 start no-console «/* eslint-disable no-console -- tiebeam-ignore-file */»'],
    ],
    ["const a = '// tiebeam-ignore-file a/b';", []],
    ['const a = `// tiebeam-ignore-file ${b} // tiebeam-ignore-file`;', []],
    ['const a = <p>// tiebeam-ignore-file a/b</p>;', []],
    ['const a = /[/]/.test("// tiebeam-ignore-file");', []],
    ["import 'eslint-disable';", []],
  ])('%s', (source, expected) => {
    expect(directives(source)).toEqual(expected);
  });

  it('finds every one of many', () => {
    const source = Array.from({ length: 2_000 }, (_, index) => `f(${index}); // NOSONAR`).join('\n');
    expect(factsOf(source).directives.map((it) => it.line)).toEqual(Array.from({ length: 2_000 }, (_, index) => index));
  });
});
