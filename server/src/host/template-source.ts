import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { parseTemplates, type Templates } from '#scaffold/templates.ts';

/**
 * Reads and checks the templates that ship with this program, or those of a folder. Throws where they are missing or broken, which only
 * a broken installation can cause.
 */
export async function readTemplates(folder?: string): Promise<Templates> {
  const texts = folder === undefined ? await shippedTexts() : await textsBelow(folder);
  const vendored = ['vendor/htmx.min.js', await htmxScript()] as const;
  const templates = parseTemplates(new Map([...texts, vendored].toSorted(([a], [b]) => (a < b ? -1 : 1))));
  if (templates.ok) return templates.value;
  const problems = templates.problems.map((it) => `${it.path.join('.')}: ${it.message}`);
  throw new Error(`the templates are broken: ${problems.join('; ')}`);
}

/** Path below the folder of templates, with slashes, and text. */
export type TemplateTexts = readonly (readonly [string, string])[];

/** The texts of all files below a folder, in no order. */
export async function textsBelow(folder: string): Promise<TemplateTexts> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((it) => it.isFile())
      .map(async (it) => {
        const file = join(it.parentPath, it.name);
        return [relative(folder, file).replaceAll(sep, '/'), await readFile(file, 'utf8')] as const;
      }),
  );
}

/** In a package a single file beside the program, since a thousand small ones take longer to read and more room; in a source tree a folder. */
async function shippedTexts(): Promise<TemplateTexts> {
  const packed = firstExisting(['templates.json.br', '../templates.json.br']);
  if (packed !== undefined) {
    const json = (await promisify(brotliDecompress)(await readFile(packed))).toString();
    return Object.entries(JSON.parse(json) as Record<string, string>);
  }
  const folder = firstExisting(['../../../templates']);
  if (folder === undefined) throw new Error('the templates are missing');
  return textsBelow(folder);
}

/** The script of htmx as its package has it, with a line that says whose it is. */
async function htmxScript(): Promise<string> {
  const folder = packageFolder('htmx.org');
  const script = await readFile(join(folder, 'dist', 'htmx.min.js'), 'utf8');
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
  return `/*! htmx ${version}, Zero-Clause BSD, https://htmx.org */\n${script.trimEnd()}\n`;
}

/** What ships of a package lies in `dist/vendor/`; in a source tree it is the installed one. */
function packageFolder(name: string): string {
  const found = firstExisting(['vendor', '../../../node_modules'].map((it) => `${it}/${name}`));
  if (found === undefined) throw new Error(`the package ${name} is missing`);
  return found;
}

/** The first of these paths that is there; each is relative to this program or, in a source tree, to this file. */
function firstExisting(candidates: readonly string[]): string | undefined {
  return candidates.map((it) => fileURLToPath(new URL(it, import.meta.url))).find((it) => existsSync(it));
}
