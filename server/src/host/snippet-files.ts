import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'jsonc-parser';
import { readLibrary, type SnippetLibrary } from '#snippets/library.ts';

/** Reads the snippets that ship with this program. Throws where they are missing or do not fit together, which only a broken installation can cause. */
export function readSnippetLibrary(): SnippetLibrary {
  const folder = snippetFolder();
  const bodies = new Map(
    readdirSync(folder)
      .filter((it) => it.endsWith('.code-snippets'))
      .map((it) => [it.slice(0, -'.code-snippets'.length), parse(readFileSync(join(folder, it), 'utf8')) as unknown]),
  );
  const library = readLibrary({ sections: JSON.parse(readFileSync(join(folder, 'sections.json'), 'utf8')), bodies });
  if (!library.ok)
    throw new Error(`the snippets are broken: ${library.problems.map((it) => `${it.path.join('.')}: ${it.message}`).join('; ')}`);
  return library.value;
}

/** Beside `dist/` in a package, at the root in a source tree. */
function snippetFolder(): string {
  const candidates = ['../snippets', '../../snippets', '../../../snippets'].map((it) =>
    fileURLToPath(new URL(it, import.meta.url)),
  );
  const found = candidates.find((it) => existsSync(join(it, 'sections.json')));
  if (found === undefined) throw new Error('the folder with the snippets is missing');
  return found;
}
