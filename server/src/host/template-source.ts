import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseTemplates, type Templates } from '#scaffold/templates.ts';

/** Reads and checks the templates that ship with this program. Throws where they are missing or broken, which only a broken installation can cause. */
export async function readTemplates(folder = templateFolder()): Promise<Templates> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    entries
      .filter((it) => it.isFile())
      .map(async (it) => {
        const file = join(it.parentPath, it.name);
        return [relative(folder, file).replaceAll(sep, '/'), await readFile(file, 'utf8')] as const;
      }),
  );
  const vendored = ['vendor/htmx.min.js', await htmxScript()] as const;
  const templates = parseTemplates(new Map([...texts, vendored].toSorted(([a], [b]) => (a < b ? -1 : 1))));
  if (templates.ok) return templates.value;
  const problems = templates.problems.map((it) => `${it.path.join('.')}: ${it.message}`);
  throw new Error(`the templates are broken: ${problems.join('; ')}`);
}

/** Beside `dist/` in a package, at the root in a source tree. */
function templateFolder(): string {
  const candidates = ['../templates', '../../templates', '../../../templates'].map((it) =>
    fileURLToPath(new URL(it, import.meta.url)),
  );
  const found = candidates.find((it) => existsSync(join(it, 'versions.json')));
  if (found === undefined) throw new Error('the folder with the templates is missing');
  return found;
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
  const candidates = ['vendor', '../vendor', '../../../node_modules'].map((it) =>
    fileURLToPath(new URL(`${it}/${name}`, import.meta.url)),
  );
  const found = candidates.find((it) => existsSync(it));
  if (found === undefined) throw new Error(`the package ${name} is missing`);
  return found;
}
