import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readLibrary, type SnippetLibrary } from '#snippets/library.ts';

const folder = fileURLToPath(new URL('../../snippets', import.meta.url));

/** The parsed JSON of `sections.json` and of every `.code-snippets` file. */
export function libraryFiles(): { sections: unknown; bodies: Map<string, unknown>; versions: unknown[] } {
  const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
  const names = readdirSync(folder).filter((it) => it.endsWith('.code-snippets'));
  return {
    sections: read('sections.json'),
    bodies: new Map(names.map((it) => [it.replace('.code-snippets', ''), read(it)])),
    versions: [read('../templates/versions.json'), read('versions.json')],
  };
}

/** The library as it ships. Throws with every problem when its parts do not fit together. */
export function shippedLibrary(): SnippetLibrary {
  const library = readLibrary(libraryFiles());
  if (library.ok) return library.value;
  throw new Error(library.problems.map((it) => `${it.path.join(' › ')}: ${it.message}`).join('\n'));
}
