import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { shippedLibrary } from '../library.ts';
import { cacheFolder, filesOf, installOnce, mustRun, packagesOf, repository, run, writeFresh } from './project.ts';

// Every component of Vue, template included, type-checked by vue-tsc and held to one format.

const library = shippedLibrary();
const snippets = [...library.snippets.values()].filter((it) => it.languages[0] === 'vue' && it.file.endsWith('.vue'));
let problems = '';
let unformatted = '';

beforeAll(() => {
  const folder = installCompiler();
  const cases = join(folder, 'cases');
  const files = new Map<string, string>();
  for (const snippet of snippets) {
    const project = { files: new Map([['package.json', '{}']]), active: 'package.json' };
    for (const [path, text] of filesOf(library, snippet, project)) files.set(`${snippet.id}/${path}`, text);
  }
  files.set('control/Mistake.vue', '<script setup lang="ts">\nconst a = 1;\n</script>\n\n<template>{{ a.b }}</template>\n');
  files.set('tsconfig.json', JSON.stringify(PROJECT));
  writeFresh(cases, files);
  writeFileSync(join(cases, 'biome.json'), JSON.stringify(BIOME));
  const options = { cwd: cases, needs: 'run npm install' };
  const check = join(folder, 'node_modules', 'vue-tsc', 'bin', 'vue-tsc.js');
  problems = run(process.execPath, [check, '--noEmit', '--pretty', 'false', '-p', 'tsconfig.json'], options).output;
  const biome = join(repository, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  unformatted = run(process.execPath, [biome, 'format', '--colors=off', '.'], options).output;
}, 600_000);

describe('compiles', () => {
  test.each(snippets.map((it) => it.id))('%s', (id) => {
    expect(problems.match(new RegExp(`^${id}/.*$`, 'gm')) ?? []).toEqual([]);
  });
});

test('a mistake in a template would be seen', () => {
  expect(problems).toMatch(/^control\/Mistake\.vue\(5,16\): error TS2339: Property 'b' does not exist/m);
});

test('Biome has nothing to format', () => {
  expect(unformatted).toMatch(/No fixes applied/);
});

/** In a folder of its own: another tool that snippets name wants an older compiler. */
function installCompiler(): string {
  const folder = cacheFolder('vue');
  const dependencies = {
    ...Object.fromEntries(packagesOf(library, snippets, 'npm')),
    typescript: '~6.0.3',
    'vue-tsc': '^3.3.14',
  };
  const manifest = JSON.stringify({ name: 'components', private: true, type: 'module', dependencies }, undefined, 2);
  const options = { cwd: folder, needs: 'install Node.js with npm' };
  installOnce(folder, manifest, () => {
    writeFileSync(join(folder, 'package.json'), manifest);
    mustRun('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], options);
  });
  return folder;
}

const PROJECT = {
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    jsx: 'preserve',
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
  },
  vueCompilerOptions: { strictTemplates: true },
  include: ['**/*.vue'],
};

const BIOME = {
  root: true,
  json: { formatter: { enabled: false } },
  formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 100 },
  javascript: { formatter: { quoteStyle: 'single' } },
};
