// `npm run package`: the VSIX, built from this very source.
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the packed extension is after `packExtension`. */
export const VSIX = path.join(root, 'dist/tiebeam.vsix');

/** Bytes; what people wait for at the first installation, and again at every update. */
const MOST_BYTES = 5_000_000;

/** Packs what is in `dist/` and beside it; throws with the packer's words when that fails, and where it became too large. Gives the size in bytes. */
export async function packExtension(): Promise<number> {
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  // Bundled, so nothing of node_modules is packed. There is no public address that links could be rewritten to.
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', VSIX];
  const { code, output } = await runProgram(process.execPath, [vsce, ...args], { cwd: root });
  if (code !== 0) throw new Error(`The extension could not be packed:\n${output}`);
  const { size } = statSync(VSIX);
  if (size > MOST_BYTES)
    throw new Error(`The packed extension has ${size} bytes; ${MOST_BYTES} are the most. See: unzip -lv ${VSIX}`);
  return size;
}

/** Builds, then packs. */
export async function buildAndPack(): Promise<number> {
  const { code, output } = await runProgram(process.execPath, [path.join(root, 'scripts/build.ts')], { cwd: root });
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  return packExtension();
}

if (import.meta.main) {
  const bytes = await buildAndPack();
  console.log(`${path.relative(root, VSIX)}: ${(bytes / 1_000_000).toFixed(2)} MB`);
}
