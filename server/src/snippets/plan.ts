import { extension, isWithin, type Path } from '#base/paths.ts';
import type { Choices } from '#decisions/decisions.ts';
import { configurationFiles } from './configuration-files.ts';
import { type DependencyOffer, offerDependencies } from './dependencies.ts';
import { addToConfiguration, addToEnvExample } from './environment.ts';
import { expandTemplate, layOut } from './expand.ts';
import { type InsertedBody, insertedText, insertSnippet, newFileText } from './insertion.ts';
import { inFolder, languageOfPath, layoutOf, newFileFor, type ProjectLayout, type ProjectView } from './layout.ts';
import type { Snippet, SnippetLibrary } from './library.ts';
import { nameOf } from './needed-import.ts';
import type { Sibling } from './section.ts';
import type { TextChange } from './text-change.ts';

/** What is asked for. */
export interface InsertionRequest {
  readonly snippet: string;
  /** The file that is open; where a new file is wanted it says which project and feature are meant. */
  readonly active: Path;
  /** `here`: into the active file at the offset. `new`: into a file of its own, at the place that the structure calls for. */
  readonly where: { readonly kind: 'here'; readonly offset: number } | { readonly kind: 'new' };
}

/** Everything that an insertion changes, so that it can be shown first and applied at once. */
export interface InsertionPlan {
  readonly target: Path;
  /** The target's whole text afterwards with every default accepted, for a preview. */
  readonly preview: string;
  /** Offset into the preview at which the snippet's own text begins. */
  readonly previewStart: number;
  readonly files: readonly PlannedFile[];
  /** Where the target exists: the body as a template, apart from `files`. */
  readonly body: InsertedBody | undefined;
  /** The target declares all that the snippet declares, so that its body is left out. */
  readonly isThere: boolean;
  readonly dependencies: DependencyOffer | undefined;
  /** Sentences for the user: names in conflict, files that were made for imports, what is left to do by hand. */
  readonly notes: readonly string[];
}

export type PlannedFile =
  | { readonly kind: 'change'; readonly path: Path; readonly changes: readonly TextChange[] }
  | { readonly kind: 'create'; readonly path: Path; readonly text: string };

/** Plans an insertion; undefined for a snippet that is not known. Files that the body imports from and that are not there are created too. */
export function planInsertion(
  library: SnippetLibrary,
  view: ProjectView,
  request: InsertionRequest,
  options: { readonly structure?: Choices['structure'] } = {},
): InsertionPlan | undefined {
  const snippet = library.snippets.get(request.snippet);
  const [language] = snippet?.languages ?? [];
  if (snippet === undefined || language === undefined) return undefined;
  const layout = layoutOf(view, request.active, language);
  const isNew = request.where.kind === 'new';
  const target = isNew ? newFileFor(snippet, layout, request.active, options.structure) : request.active;
  const text = view.read(target);
  const fileOf = siblingFinder(library, view, layout, request.active, options.structure);
  const created = missingSiblings(library, snippet, fileOf, view, target);
  const files: PlannedFile[] = created.map(({ snippet: sibling, path }) => ({
    kind: 'create',
    path,
    text: newFileText(sibling, { path, layout, fileOf }),
  }));
  const inserted = [snippet, ...created.map((it) => it.snippet)];
  const notes: string[] = [];
  let body: InsertedBody | undefined;
  let preview: string;
  const isThere = text !== undefined && holds(text, expandedBody(snippet), isNew);
  if (text === undefined) {
    preview = newFileText(snippet, { path: target, layout, fileOf });
    files.unshift({ kind: 'create', path: target, text: preview });
  } else if (isThere) {
    preview = text;
  } else {
    const offset = request.where.kind === 'here' ? request.where.offset : undefined;
    const insertion = insertSnippet(
      snippet,
      { path: target, language: languageOfPath(target) ?? language, text, layout, fileOf },
      offset,
    );
    preview = insertedText(text, insertion);
    body = insertion.body;
    files.unshift({ kind: 'change', path: target, changes: insertion.imports });
    notes.push(
      ...insertion.conflicts.map((it) => `The file already uses the name ${it} for something else, so its import was left out.`),
    );
  }
  notes.push(...created.map((it) => `${it.path} is created because the snippet imports from it.`));
  notes.push(...inserted.flatMap((it) => it.note ?? []));
  const planned = new Set(files.map((it) => it.path));
  const configurations = configurationFiles(library, inserted, view, layout, fileOf, (it) =>
    newFileFor(it, layout, request.active, options.structure),
  );
  files.push(...environmentChanges(inserted, view, layout, planned, configurations));
  const [firstDeclaration] = isThere ? declarationsOf(expandedBody(snippet)) : [];
  const firstLine = firstDeclaration ?? layOut(expandedBody(snippet), { indent: '' }).split('\n', 1)[0] ?? '';
  return {
    target,
    preview,
    previewStart: Math.max(0, preview.lastIndexOf(firstLine)),
    files: files.filter(hasEffect),
    body,
    isThere,
    dependencies: offerDependencies(inserted, view, layout, library.versions),
    notes,
  };
}

/**
 * Tells whether a text has a body already: it declares at its top level all that the body declares there. A body without declarations may
 * stand in a file as often as one likes, but has a file of its own only once.
 */
function holds(text: string, body: string, isOwnFile: boolean): boolean {
  const wanted = declarationsOf(body);
  if (wanted.length === 0) return isOwnFile && withoutBlanks(text).includes(withoutBlanks(body));
  const declared = new Set(declarationsOf(text));
  return wanted.every((it) => declared.has(it));
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The beginnings of the lines that declare something, such as `export function retry`. */
function declarationsOf(body: string): string[] {
  return body.split(/\r?\n/).flatMap((it) => DECLARATION.exec(it)?.[0] ?? []);
}

const DECLARATION =
  /^(?:export )?(?:default )?(?:abstract )?(?:async )?(?:class|const|def|enum|func|function\*?|interface|type|var) (?:\([^)]*\) )?[\w$]+/;

function expandedBody(snippet: Snippet): string {
  const text = expandTemplate(snippet.body);
  return text.ok ? text.value : '';
}

function hasEffect(file: PlannedFile): boolean {
  return file.kind === 'create' || file.changes.length > 0;
}

/** Finds what a sibling gives: in the file where its snippet would be put, else in one of the project that declares it all. */
export function siblingFinder(
  library: SnippetLibrary,
  view: ProjectView,
  layout: ProjectLayout,
  active: Path,
  structure: Choices['structure'],
): (sibling: Sibling) => Path | undefined {
  const paths = new Set(view.paths);
  const found = new Map<string, Path | undefined>();
  return (sibling) => {
    const snippet = library.snippets.get(sibling.snippet);
    if (snippet === undefined) return undefined;
    const expected = newFileFor(snippet, layout, active, structure);
    if (paths.has(expected)) return expected;
    const key = JSON.stringify(sibling);
    if (!found.has(key)) found.set(key, declaringFile(view, layout, extension(expected), sibling.names));
    return found.get(key) ?? expected;
  };
}

/** The first file of the project, tests aside, that declares all of these names at its top level. */
function declaringFile(view: ProjectView, layout: ProjectLayout, ending: string, names: Sibling['names']): Path | undefined {
  const declarations = names.map(
    (it) =>
      new RegExp(
        `^(?:export )?(?:abstract )?(?:async )?(?:class|const|def|func|function|interface|type|var) ${nameOf(it)}\\b`,
        'm',
      ),
  );
  return view.paths.find((path) => {
    if (extension(path) !== ending || !isWithin(layout.sources, path) || /[._]test\.|(^|\/)tests?\//.test(path)) return false;
    const text = view.read(path) ?? '';
    if (!names.every((it) => text.includes(nameOf(it)))) return false;
    return declarations.every((it) => it.test(text));
  });
}

/** The siblings, and theirs, whose files are not there; each once, nearest first. */
function missingSiblings(
  library: SnippetLibrary,
  snippet: Snippet,
  fileOf: (sibling: Sibling) => Path | undefined,
  view: ProjectView,
  target: Path,
): { readonly snippet: Snippet; readonly path: Path }[] {
  const missing = new Map<Path, Snippet>();
  const open = [snippet];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const needed of next.siblings ?? []) {
      const sibling = library.snippets.get(needed.snippet);
      const path = fileOf(needed);
      if (sibling === undefined || path === undefined || path === target || missing.has(path) || view.read(path) !== undefined)
        continue;
      missing.set(path, sibling);
      open.push(sibling);
    }
  }
  return [...missing].map(([path, sibling]) => ({ snippet: sibling, path }));
}

/** The keys in `.env.example` (made where there is none) and in a configuration module that is there already. */
function environmentChanges(
  snippets: readonly Snippet[],
  view: ProjectView,
  layout: ProjectLayout,
  planned: ReadonlySet<Path>,
  configurations: ReadonlySet<Path>,
): PlannedFile[] {
  const keys = snippets.flatMap((it) => it.environment ?? []);
  if (keys.length === 0) return [];
  const files: PlannedFile[] = [];
  const example = inFolder(layout.root, '.env.example');
  const text = view.read(example);
  const lines = addToEnvExample(text ?? '', keys);
  if (lines !== undefined && !planned.has(example)) {
    files.push(
      text === undefined
        ? { kind: 'create', path: example, text: lines.text }
        : { kind: 'change', path: example, changes: [lines] },
    );
  }
  for (const path of configurations) {
    if (planned.has(path)) continue;
    const change = addToConfiguration(view.read(path) ?? '', languageOfPath(path) ?? 'markdown', keys);
    if (change !== undefined) files.push({ kind: 'change', path, changes: [change] });
  }
  return files;
}
