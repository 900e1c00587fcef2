import type { Path } from '#base/paths.ts';
import type { ProjectLayout, ProjectView } from '#snippets/layout.ts';
import { readLibrary, type Snippet, type SnippetLibrary } from '#snippets/library.ts';
import type { SnippetEntry } from '#snippets/section.ts';

/** A view of these files. */
export function viewOf(files: Readonly<Record<Path, string>>): ProjectView {
  return { paths: Object.keys(files), read: (path) => files[path] };
}

export const layout: ProjectLayout = {
  root: '',
  sources: 'src',
  importRoot: '',
  importExtension: '',
  goModule: 'example.com/shop',
};

/** A library of one pattern with these snippets, each with the body that is given. */
export function libraryOf(entries: Readonly<Record<string, Partial<SnippetEntry> & { readonly body: string }>>): SnippetLibrary {
  const snippets: Record<string, unknown> = {};
  const bodies = new Map<string, Record<string, unknown>>();
  for (const [id, { body, ...entry }] of Object.entries(entries)) {
    const whole = { pattern: 'config', variant: id, languages: ['typescript'], frameworks: [], file: `${id}.ts`, ...entry };
    const [language = ''] = whole.languages;
    snippets[id] = whole;
    const file = bodies.get(language) ?? {};
    file[id] = { scope: whole.languages.join(','), prefix: [`tb-${id}`], description: `Gives ${id}.`, body: body.split('\n') };
    bodies.set(language, file);
  }
  const pattern = { section: 'one', title: 'A pattern', sentence: 'Gives it.', roles: ['config'], replaces: [] };
  const sections = { sections: [{ id: 'one', number: 1, title: 'One' }], patterns: { config: pattern }, snippets };
  const library = readLibrary({ sections, bodies });
  if (!library.ok) throw new Error(JSON.stringify(library.problems));
  return library.value;
}

/** The only snippet of a library of one. */
export function snippetOf(body: string, entry: Partial<SnippetEntry> = {}): Snippet {
  const snippet = libraryOf({ one: { body, ...entry } }).snippets.get('one');
  if (snippet === undefined) throw new Error('there is no snippet');
  return snippet;
}
