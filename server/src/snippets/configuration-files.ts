import { isWithin, type Path } from '#base/paths.ts';
import { languageOfPath, type ProjectLayout, type ProjectView } from './layout.ts';
import type { Snippet, SnippetLibrary } from './library.ts';
import type { Sibling, SnippetLanguage } from './section.ts';

/**
 * The modules that read the environment: those that the snippets import from, and those that stand where a configuration snippet of the
 * same language would be put; where there is neither, the module of the project that checks its variables.
 */
export function configurationFiles(
  library: SnippetLibrary,
  snippets: readonly Snippet[],
  view: ProjectView,
  layout: ProjectLayout,
  fileOf: (sibling: Sibling) => Path | undefined,
  placeOf: (snippet: Snippet) => Path,
): ReadonlySet<Path> {
  const imported = snippets
    .flatMap((it) => it.siblings ?? [])
    .filter((it) => library.snippets.get(it.snippet)?.pattern === 'config')
    .flatMap((it) => fileOf(it) ?? []);
  const readers = snippets.filter((it) => !READS_BY_ITSELF.has(library.patterns.get(it.pattern)?.section ?? ''));
  const languages = new Set(readers.flatMap((it) => (it.environment ? it.languages : [])));
  const standing = [...library.snippets.values()]
    .filter((it) => it.pattern === 'config' && it.languages.some((language) => languages.has(language)))
    .map(placeOf)
    .filter((it) => view.read(it) !== undefined);
  const found = new Set([...imported, ...standing]);
  if (found.size > 0 || languages.size === 0) return found;
  return new Set([...languages].flatMap((it) => checkingModule(view, layout, it) ?? []));
}

/** Sections whose snippets check their variables themselves, or have some that no running application should ask for. */
const READS_BY_ITSELF: ReadonlySet<string> = new Set(['configuration', 'testing']);

/** The module nearest to the root whose name and text say that it checks the variables of the server. */
function checkingModule(view: ProjectView, { root, sources }: ProjectLayout, language: SnippetLanguage): Path | undefined {
  const idiom = IDIOMS[language];
  if (idiom === undefined) return undefined;
  return view.paths
    .filter((it) => languageOfPath(it) === language && isWithin(sources, it) && NAME.test(it.slice(root.length)))
    .toSorted((a, b) => a.split('/').length - b.split('/').length)
    .find((it) => idiom.every((one) => one.test(view.read(it) ?? '')));
}

const NAME = /(^|\/)(config|configuration|settings|env|environment)(\/[^/]+|\.\w+)$/;

/** How a module reads and checks variables, as far as a key can be added to it. */
const IDIOMS: Readonly<Partial<Record<SnippetLanguage, readonly RegExp[]>>> = {
  typescript: [/\bz\s*\.\w*[oO]bject\(/, /\bprocess\.env\b/],
  javascript: [/\bz\s*\.\w*[oO]bject\(/, /\bprocess\.env\b/],
  python: [/\bBaseSettings\b/],
  go: [/`env:"/],
};
