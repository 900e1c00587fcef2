// `npm run generate` writes the files that are made from others; `--check` writes nothing and fails where one is not in step.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Generator, generators } from './generators.ts';

/** Brings the files up to date; gives the paths of those that were not. With `isCheck` nothing is written. */
export async function generate(root: string, all: readonly Generator[], isCheck: boolean): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const { path, content } of all) {
    const file = join(root, path);
    const text = await content(root);
    if (existsSync(file) && readFileSync(file, 'utf8').replaceAll('\r\n', '\n') === text) continue;
    stale.push(path);
    if (isCheck) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return stale;
}

if (import.meta.main) {
  const isCheck = process.argv.includes('--check');
  const stale = await generate(fileURLToPath(new URL('..', import.meta.url)), generators, isCheck);
  for (const path of stale) console.error(isCheck ? `${path} is not in step with its sources` : `${path} written`);
  if (isCheck && stale.length > 0) {
    console.error('Run: npm run generate');
    process.exitCode = 1;
  } else console.error(`${generators.length} generated files in step`);
}
