import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles a page as the build does, into a folder that lasts as long as the process. Gives the folder. `page`: a folder of `client/webview/`. */
export async function bundlePage(page: 'decide' | 'map'): Promise<string> {
  const outdir = mkdtempSync(path.join(tmpdir(), 'tiebeam-sheet-'));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  await build({
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    outdir,
    entryPoints: { [page]: `client/webview/${page}/main.tsx` },
    bundle: true,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    platform: 'browser',
    target: 'chrome132',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    assetNames: '[name]',
    loader: { '.ttf': 'file', '.svg': 'file' },
  });
  return outdir;
}
