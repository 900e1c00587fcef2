import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/**
 * The licences of all packages whose code is in the bundles or copied beside them, sorted by name. A package without a licence file is
 * named with the licence of its manifest.
 *
 * @param copied paths below `node_modules` of files that ship as they are
 */
export function thirdPartyNotices(root: string, bundles: readonly Metafile[], copied: readonly string[]): string {
  const inputs = [...bundles.flatMap((bundle) => Object.keys(bundle.inputs)), ...copied.map((file) => `node_modules/${file}`)];
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const notices = [...folders].map((folder) => noticeOf(path.join(root, folder)));
  return [...new Set(notices)].sort().join('\n');
}

function packageFolder(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function noticeOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const text = (key: string): string => {
    const value: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, key) : undefined;
    return typeof value === 'string' ? value : 'see its own files';
  };
  const licence = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  const file = licence === undefined ? undefined : path.join(folder, licence);
  const body = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8').trim() : `Licence: ${text('license')}`;
  return `${'='.repeat(80)}\n${text('name')} ${text('version')} (${text('license')})\n\n${body}\n`;
}
