import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { endTrouble, runProcess } from '#host/run-process.ts';
import { cacheFolder, installOnce, mustRun } from '../compile/project.ts';
import { casesOf, library, writeCase } from './cases.ts';

// A case holds `*.spec.tsx` and `*.spec.ts` files of vitest, which run in the document of happy-dom.

const cases = casesOf('browser');
let folder = '';

beforeAll(() => {
  folder = install();
}, 600_000);

describe('in a document', () => {
  test.each(cases.map((it) => [it.name, it] as const))('%s', async (name, one) => {
    const target = join(folder, 'behaviour', name);
    writeCase(one, target, {
      files: { 'package.json': '{ "type": "module" }', 'src/main.ts': '' },
      onlyPlanned: ['src/main.ts'],
      active: 'src/main.ts',
    });
    const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
    const words = [process.execPath, vitest, 'run', '--root=.', '--config=../../vitest.config.js', '--reporter=json'];
    const environment = { PATH: process.env.PATH ?? '' };
    const { end, output } = await runProcess({ words, folder: target, environment }, { timeoutMs: 100_000 });
    expect(endTrouble(end), output).toBeUndefined();
    expect(output).toMatch(/"numPassedTests":[1-9]/);
  });
});

/** What pages are tested with, and what the snippets of the cases ask for. */
function install(): string {
  const at = cacheFolder('browser');
  const names = [
    '@tanstack/react-query',
    '@tanstack/vue-query',
    '@testing-library/dom',
    '@testing-library/react',
    '@testing-library/vue',
    '@vitejs/plugin-react',
    '@vitejs/plugin-vue',
    'happy-dom',
    'react',
    'react-dom',
    'react-router',
    'vite',
    'vitest',
    'vue',
    'vue-router',
    'zod',
  ];
  const dependencies = Object.fromEntries(names.map((it) => [it, library.versions.npm?.[it]]));
  const manifest = JSON.stringify({ name: 'pages', private: true, type: 'module', dependencies }, undefined, 2);
  installOnce(at, manifest, () => {
    writeFileSync(join(at, 'package.json'), manifest);
    mustRun('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: at, needs: 'install Node.js with npm' });
  });
  writeFileSync(join(at, 'vitest.config.js'), CONFIGURATION);
  return at;
}

const CONFIGURATION = `import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';

export default {
  plugins: [react(), vue()],
  test: {
    environment: 'happy-dom',
    globals: true,
    include: ['*.spec.{ts,tsx}'],
    env: { VITE_API_URL: 'https://api.test' },
  },
};
`;
