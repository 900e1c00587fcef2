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
  const templates = parseTemplates(new Map(texts.toSorted(([a], [b]) => (a < b ? -1 : 1))));
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
