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
  const json = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const versions = [json('../templates/versions.json'), json('versions.json')];
  const library = readLibrary({ sections: json('sections.json'), bodies, versions });
  if (!library.ok)
    throw new Error(`the snippets are broken: ${library.problems.map((it) => `${it.path.join('.')}: ${it.message}`).join('; ')}`);
  return library.value;
}

/** Beside `dist/` in a package, at the root in a source tree. */
function snippetFolder(): string {
  const candidates = ['../snippets', '../../../snippets'].map((it) => fileURLToPath(new URL(it, import.meta.url)));
  const found = candidates.find((it) => existsSync(join(it, 'sections.json')));
  if (found === undefined) throw new Error('the folder with the snippets is missing');
  return found;
}
