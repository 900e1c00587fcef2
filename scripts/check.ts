// `npm run check`: all that can be known without a build: types, lint, ladder, generated files in step, unit tests.
import { runStep, type SuiteResult, summarise } from './suites.ts';
import { runVitest } from './vitest-suites.ts';

/** Test folders that look at the bundles, and so belong to `npm test`. */
export const BUILT_FOLDERS = ['test/lsp', 'test/cli', 'test/verify'];

/** Runs every step, also after one has failed. */
export async function check(): Promise<readonly SuiteResult[]> {
  return [
    await runStep('types', 'node_modules/typescript/bin/tsc', ['-b']),
    await runStep('lint', 'node_modules/@biomejs/biome/bin/biome', ['check']),
    await runStep('ladder', 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', [
      ...['--config', '.dependency-cruiser.mjs'],
      ...['server/src', 'client'],
    ]),
    await runStep('generated files', 'scripts/generate.ts', ['--check']),
    // Vitest leaves one core to others, which on two cores is half of them; nothing else runs meanwhile.
    await runVitest('unit tests', ['--maxWorkers=100%', ...BUILT_FOLDERS.map((folder) => `--exclude=${folder}/**`)]),
  ];
}

if (import.meta.main) process.exitCode = summarise(await check());
