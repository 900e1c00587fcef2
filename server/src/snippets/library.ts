import { failure, type Problem, type Result, success } from '#base/result.ts';
import {
  type Ecosystem,
  PackageVersions,
  type PatternEntry,
  type SectionEntry,
  Sections,
  type SnippetBody,
  type SnippetEntry,
  SnippetFile,
  SnippetLanguage,
} from './section.ts';
import { parseTemplate } from './template.ts';

/** A snippet with everything that is known of it. */
export interface Snippet extends SnippetEntry {
  readonly id: string;
  readonly section: SectionEntry;
  readonly inPattern: PatternEntry;
  readonly prefixes: readonly string[];
  readonly description: string;
  /** VS Code's snippet syntax; lines end in LF, each level of indentation is one tab. */
  readonly body: string;
}

/** All snippets, in the order of their sections, patterns and entries. */
export interface SnippetLibrary {
  readonly sections: readonly SectionEntry[];
  readonly patterns: ReadonlyMap<string, PatternEntry>;
  readonly snippets: ReadonlyMap<string, Snippet>;
  /** Of every package that a snippet or a template asks for. */
  readonly versions: PackageVersions;
}

/** What the host read: parsed `sections.json` and each parsed `<language>.code-snippets` by its language. */
export interface LibraryFiles {
  readonly sections: unknown;
  readonly bodies: ReadonlyMap<string, unknown>;
  /** `versions.json` of the templates, then that of the snippets for what no template asks for. The first that has a name wins. */
  readonly versions?: readonly unknown[];
}

/** Joins metadata and bodies. Whatever does not fit together is a problem: a body without an entry, an unknown pattern, a sibling that is not there. */
export function readLibrary(files: LibraryFiles): Result<SnippetLibrary> {
  const sections = Sections.safeParse(files.sections);
  if (!sections.success) return failure(...issuesOf(['sections.json'], sections.error.issues));
  const problems: Problem[] = [];
  const bodies = new Map<string, { readonly language: SnippetLanguage; readonly entry: SnippetBody }>();
  for (const [name, value] of files.bodies) {
    const language = SnippetLanguage.safeParse(name);
    const file = SnippetFile.safeParse(value);
    if (!language.success) problems.push({ path: [name], message: `'${name}' is not a known language` });
    else if (!file.success) problems.push(...issuesOf([`${name}.code-snippets`], file.error.issues));
    else for (const [id, entry] of Object.entries(file.data)) bodies.set(id, { language: language.data, entry });
  }
  const { patterns, snippets } = sections.data;
  const sectionById = new Map(sections.data.sections.map((it) => [it.id, it]));
  for (const [id, pattern] of Object.entries(patterns)) {
    if (!sectionById.has(pattern.section)) {
      problems.push({ path: ['patterns', id, 'section'], message: `there is no section '${pattern.section}'` });
    }
  }
  const joined: Snippet[] = [];
  for (const [id, entry] of Object.entries(snippets)) {
    const inPattern = patterns[entry.pattern];
    const section = sectionById.get(inPattern?.section ?? '');
    const body = bodies.get(id);
    for (const sibling of entry.siblings ?? []) {
      if (snippets[sibling.snippet] === undefined) {
        problems.push({ path: ['snippets', id, 'siblings'], message: `there is no snippet '${sibling.snippet}'` });
      }
    }
    if (inPattern === undefined) {
      problems.push({ path: ['snippets', id, 'pattern'], message: `there is no pattern '${entry.pattern}'` });
    } else if (body === undefined) {
      problems.push({ path: ['snippets', id], message: `no .code-snippets file holds a body for '${id}'` });
    } else if (section !== undefined) {
      problems.push(...disagreements(id, entry, body.language, body.entry));
      joined.push({
        ...entry,
        id,
        section,
        inPattern,
        prefixes: body.entry.prefix,
        description: body.entry.description,
        body: body.entry.body.join('\n'),
      });
    }
  }
  for (const id of bodies.keys()) {
    if (snippets[id] === undefined) problems.push({ path: [id], message: `sections.json does not know the snippet '${id}'` });
  }
  if (problems.length > 0) return failure(...problems);
  const sorted = inOrder(joined, [...sectionById.keys()], Object.keys(patterns));
  return success({
    sections: sections.data.sections,
    patterns: new Map(Object.entries(patterns)),
    snippets: new Map(sorted.map((it) => [it.id, it])),
    versions: joinVersions(files.versions ?? []),
  });
}

function joinVersions(files: readonly unknown[]): PackageVersions {
  const parsed = files.map((it) => PackageVersions.parse(it));
  const all = (ecosystem: Ecosystem): Record<string, string> =>
    Object.assign({}, ...parsed.toReversed().map((it) => it[ecosystem] ?? {}));
  return { npm: all('npm'), pypi: all('pypi'), go: all('go') };
}

function disagreements(id: string, entry: SnippetEntry, language: SnippetLanguage, body: SnippetBody): Problem[] {
  const problems: Problem[] = [];
  if (entry.languages[0] !== language) {
    problems.push({
      path: ['snippets', id, 'languages'],
      message: `the body stands in ${language}.code-snippets, so '${language}' comes first`,
    });
  }
  if (body.scope !== entry.languages.join(',')) {
    problems.push({ path: [id, 'scope'], message: `the scope is '${entry.languages.join(',')}', as in sections.json` });
  }
  const template = parseTemplate(body.body.join('\n'));
  if (!template.ok) problems.push(...template.problems.map((it) => ({ path: [id, 'body'], message: it.message })));
  return problems;
}

function inOrder(snippets: readonly Snippet[], sections: readonly string[], patterns: readonly string[]): Snippet[] {
  const place = (it: Snippet): number => sections.indexOf(it.section.id) * 10_000 + patterns.indexOf(it.pattern);
  return snippets.toSorted((a, b) => place(a) - place(b));
}

function issuesOf(
  path: readonly string[],
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Problem[] {
  return issues.map((issue) => ({
    path: [...path, ...issue.path.map((it) => (typeof it === 'number' ? it : String(it)))],
    message: issue.message,
  }));
}
