import { beforeAll, describe, expect, it } from 'vitest';
import { extract, extractGuarded } from '#extract/extract.ts';
import { type FileKind, fileKindOf } from '#extract/file-kind.ts';
import { createGrammars, type Grammars } from '#extract/tree-sitter/grammars.ts';
import { readGrammars } from '#host/grammars.ts';

let grammars: Grammars;
beforeAll(async () => {
  grammars = await createGrammars(await readGrammars());
});

/** One file of each kind with a text that is one. */
const FILES: Readonly<Record<FileKind, readonly [path: string, text: string]>> = {
  typescript: ['src/a.ts', "import b from 'b';\n"],
  vue: ['src/A.vue', '<script setup lang="ts">\nimport b from "b";\n</script>\n<template><p/></template>\n'],
  python: ['shop/a.py', 'import b\n'],
  go: ['main.go', 'package main\n\nimport "b"\n'],
  'package-manifest': ['package.json', '{ "dependencies": { "b": "1" } }'],
  'typescript-config': ['tsconfig.json', '{ "extends": "./b.json" }'],
  'python-project': ['pyproject.toml', '[project]\ndependencies = ["b"]\n'],
  'go-module': ['go.mod', 'module a\n'],
  'env-file': ['.env', 'B=1\n'],
  'ignore-file': ['.gitignore', 'b\n'],
  dockerfile: ['Dockerfile', 'FROM b\n'],
  compose: ['compose.yaml', 'services: { b: {} }\n'],
  workflow: ['.github/workflows/ci.yml', 'on: push\n'],
  gateway: ['nginx.conf', 'server {}\n'],
  'settings-file': ['config.yaml', 'a: b\n'],
  sql: ['1.sql', 'SELECT 1;\n'],
  'prisma-schema': ['schema.prisma', 'model B { id Int @id }\n'],
};
const KINDS = Object.entries(FILES) as [FileKind, readonly [string, string]][];

describe.each(KINDS)('%s', (kind, [path, text]) => {
  it('goes to its extractor', () => {
    expect(fileKindOf(path)).toBe(kind);
    const facts = extract(path, text, grammars);
    expect(facts).toMatchObject({ path, parseErrors: [] });
    if (facts?.kind === 'code') expect(facts.imports.map((it) => it.module)).toEqual(['b']);
    else expect(facts?.kind).toBe(kind);
  });

  it('has facts with a parse error where its extractor throws', () => {
    const facts = extractGuarded(kind, path, text, () => {
      throw new RangeError('Maximum call stack size exceeded');
    });
    const message = 'This file could not be read (RangeError: Maximum call stack size exceeded)';
    expect(facts).toMatchObject({ path, parseErrors: [{ message, span: { start: 0, end: 1 } }], directives: [] });
    // It is the record that the extractor itself gives, with nothing in it: no key may be missing.
    const read = extract(path, text, grammars);
    const required = Object.keys(facts).filter((key) => key !== 'packageName');
    expect(Object.keys(read ?? {})).toEqual(expect.arrayContaining(required));
  });

  it('refuses what no person wrote', () => {
    expect(extract(path, 'x'.repeat(2_000_001), grammars)?.parseErrors.map((it) => it.message)).toEqual([
      'the file is longer than 2 MB and was not read',
    ]);
    expect(extract(path, 'a\0b', grammars)?.parseErrors.map((it) => it.message)).toEqual([
      'the file holds binary data and was not read',
    ]);
  });
});

it('reads no other files', () => {
  expect(extract('README.md', '# Shop\n', grammars)).toBeUndefined();
});

it.each([
  ['package.json', ''],
  ['tsconfig.json', ''],
  ['pyproject.toml', 'x = '],
  ['compose.yaml', 'x: '],
  ['a.ts', 'x = '],
  ['a.py', 'x = '],
  ['main.go', 'package main\nvar x = '],
])('survives nesting that no parser follows: %s', (path, start) => {
  const facts = extract(path, start + '['.repeat(200_000), grammars);
  expect(facts?.path).toBe(path);
  expect(facts?.parseErrors.length).toBeGreaterThan(0);
  expect(facts?.parseErrors.length).toBeLessThanOrEqual(20);
});
