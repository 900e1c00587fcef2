import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { languageOfPath } from '#snippets/layout.ts';
import { root } from '../../scripts/suites.ts';

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  contributes: { snippets: { language: string; path: string }[] };
};
const selector = readFileSync(path.join(root, 'client/src/relevant-documents.ts'), 'utf8');
const native = manifest.contributes.snippets.map((it) => it.language).sort();

/** A file of each language as its project names it. */
const FILES: Readonly<Record<string, string>> = {
  dockercompose: 'compose.yaml',
  dockerfile: 'Dockerfile',
  dotenv: '.env',
  go: 'main.go',
  html: 'index.html',
  markdown: 'README.md',
  prisma: 'schema.prisma',
  python: 'main.py',
  sql: 'schema.sql',
  typescript: 'main.ts',
  typescriptreact: 'app.tsx',
  vue: 'app.vue',
  yaml: 'ci.yaml',
};

it('offers every file of snippets from one place, and from one only', () => {
  const languages = readdirSync(path.join(root, 'snippets'))
    .filter((it) => it.endsWith('.code-snippets'))
    .map((it) => it.replace('.code-snippets', ''));
  expect(Object.keys(FILES).sort()).toEqual(languages.sort());
  const fromServer = languages.filter((it) => isSelected(it, FILES[it] ?? ''));
  expect(native.filter((it) => fromServer.includes(it))).toEqual([]);
  expect([...native, ...fromServer].sort()).toEqual(languages);
  for (const it of fromServer) expect(languageOfPath(FILES[it] ?? '')).toBe(it);
});

it('contributes files that are there, in the language that they are of', () => {
  for (const it of manifest.contributes.snippets) {
    const bodies = Object.values(JSON.parse(readFileSync(path.join(root, it.path), 'utf8')) as Record<string, { scope: string }>);
    expect(bodies.length).toBeGreaterThan(0);
    for (const { scope } of bodies) expect(scope.split(',')).toContain(it.language);
  }
});

/** By the text of the selector: it cannot be loaded outside VS Code. */
function isSelected(language: string, file: string): boolean {
  if (selector.includes(`'${language}'`)) return true;
  return [...selector.matchAll(/'\*\*\/([^']+)'/g)].some(([, pattern = '']) => path.matchesGlob(file, pattern));
}
