import { fileName, folderOf, isWithin, joinPath, type Path, relativePath } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { escapeTemplate, expandTemplate, layOut } from './expand.ts';
import { addGoImports } from './go-imports.ts';
import { inFolder, languageOfPath, type ProjectLayout } from './layout.ts';
import type { Snippet } from './library.ts';
import type { NeededImport } from './needed-import.ts';
import { addPythonImports, emptyLinesBelowImports } from './python-imports.ts';
import { readScriptHead } from './script-head.ts';
import { addScriptImports } from './script-imports.ts';
import type { Sibling, SnippetLanguage } from './section.ts';
import { applyTextChanges, type ImportPlan, indentOf, lineEndOf, type TextChange } from './text-change.ts';

/** The file that a snippet goes into. */
export interface InsertionTarget {
  readonly path: Path;
  readonly language: SnippetLanguage;
  readonly text: string;
  readonly layout: ProjectLayout;
  /** The file that declares what a sibling gives: where it is, or where it would be created. */
  readonly fileOf: (sibling: Sibling) => Path | undefined;
  /** One level of indentation; learnt from the text where absent. */
  readonly indent?: string;
}

/** What becomes of the target: the imports as plain changes, the body as a template at its own span. */
export interface Insertion {
  readonly imports: readonly TextChange[];
  readonly body: InsertedBody;
  /** Names that the file uses for something else; their imports were left out. */
  readonly conflicts: readonly string[];
}

export interface InsertedBody {
  readonly span: Span;
  /** VS Code's snippet syntax with the file's indentation and line ends, empty lines around it included. */
  readonly template: string;
  /** White space before the line where it goes: editors repeat it on each further line of a template, plain text needs it written. */
  readonly lineIndent: string;
}

/**
 * Places a snippet in a file: the body at the offset (at the end where absent), moved out of the head of the file and, unless
 * it is a fragment, out of the top-level construct that it would cut in two; its imports at the top in the file's style.
 */
export function insertSnippet(snippet: Snippet, target: InsertionTarget, offset?: number): Insertion {
  const region = scriptRegion(target);
  if (region === undefined) return inNewScriptBlock(snippet, target);
  const plan = planImports(snippet, target, region);
  const place = placeBody(snippet, target, region, Math.max(plan.headEnd, region.start), offset);
  const eol = lineEndOf(target.text);
  // Imports that end where the body begins become a part of it: editors do not promise an order for changes that touch.
  const touching = plan.changes.filter((it) => it.span.end >= place.span.start && it.span.start <= place.span.end);
  const block = touching.map((it) => it.text).join('');
  const importLead = place.isFirst ? place.importLead + escapeTemplate(block.trim()) : escapeTemplate(block.trimEnd());
  const lead = block === '' ? place.lead : importLead + eol.repeat(place.gapBelowImports + 1);
  return {
    imports: plan.changes.filter((it) => !touching.includes(it)),
    body: { span: place.span, template: lead + place.body + place.trail, lineIndent: place.lineIndent },
    conflicts: plan.conflicts,
  };
}

/** Only the imports that a snippet's body needs, for a body that an editor places itself, and the offset where the file's head ends. */
export function planImports(snippet: Snippet, target: InsertionTarget, region?: Span): ImportPlan {
  const imports = importsOf(snippet, target);
  const whole = region ?? scriptRegion(target) ?? { start: 0, end: target.text.length };
  switch (target.language) {
    case 'typescript':
    case 'typescriptreact':
    case 'javascript':
    case 'vue':
      return addScriptImports(target.text, whole, imports);
    case 'python':
      return addPythonImports(target.text, imports, [packageOf(target.layout)]);
    case 'go':
      return addGoImports(target.text, imports, target.layout.goModule);
    default:
      return { changes: [], headEnd: 0, conflicts: [] };
  }
}

/** True for a body that is a Vue component with its own script: it is a file of its own and never stands in another script. */
export function isWholeComponent(snippet: Snippet): boolean {
  return snippet.languages[0] === 'vue' && /^<(script|template)\b/.test(snippet.body);
}

/** The text of the file after an insertion with every default accepted. */
export function insertedText(text: string, insertion: Insertion): string {
  const { span, template, lineIndent } = insertion.body;
  const expanded = expandTemplate(template);
  // A body that does not parse never leaves the library.
  const body = expanded.ok ? expanded.value : '';
  const indented = lineIndent === '' ? body : body.replace(/(\r?\n)(?=[^\r\n])/g, `$1${lineIndent}`);
  return applyTextChanges(text, [...insertion.imports, { span, text: indented }]);
}

/** The text of a new file that holds one snippet. */
export function newFileText(snippet: Snippet, target: Omit<InsertionTarget, 'text' | 'language'>): string {
  const language = languageOfPath(target.path) ?? snippet.languages[0] ?? 'markdown';
  const header = language === 'go' ? `package ${goPackageName(target.path)}\n` : '';
  const indent = target.indent ?? defaultIndent(language);
  return insertedText(header, insertSnippet(snippet, { ...target, indent, language, text: header }));
}

/** How a language is indented where no file says otherwise. */
export function defaultIndent(language: SnippetLanguage): string {
  if (language === 'go') return '\t';
  return language === 'python' ? '    ' : '  ';
}

function importsOf(snippet: Snippet, target: InsertionTarget): NeededImport[] {
  const own = (snippet.siblings ?? []).flatMap((sibling): NeededImport[] => {
    const file = target.fileOf(sibling);
    if (file === undefined || file === target.path) return [];
    const module = moduleOf(file, target);
    if (target.language !== 'go') return [{ module, names: sibling.names, isOwn: true }];
    return folderOf(file) === folderOf(target.path) ? [] : [{ module, isOwn: true }];
  });
  const given = (snippet.imports ?? []).map((it) => ({ ...it, module: givenModule(it.module, snippet, target) }));
  return [...given, ...own];
}

/** A path such as `../generated/client` is meant from where the snippet's own file would be; a package stays what it is. */
function givenModule(module: string, snippet: Snippet, target: InsertionTarget): string {
  if (!module.startsWith('.') || target.language === 'go' || target.language === 'python') return module;
  const below = joinPath(folderOf(snippet.file), module);
  return below === undefined ? module : moduleOf(`${inFolder(target.layout.sources, below)}.ts`, target);
}

/** How the target's file names another file of the project. */
function moduleOf(file: Path, target: InsertionTarget): string {
  const { layout, path, text, language } = target;
  if (language === 'go') {
    const folder = withoutRoot(folderOf(file), layout.root);
    return [layout.goModule ?? 'example.com/app', folder].filter((it) => it !== '').join('/');
  }
  if (language === 'python') {
    const dotted = withoutRoot(file, layout.importRoot)
      .replace(/(\/__init__)?\.py$/, '')
      .replaceAll('/', '.');
    const isRelative = folderOf(file) === folderOf(path) && /^from \.\w* ?import|^from \.\w+ import/m.test(text);
    return isRelative ? `.${dotted.split('.').at(-1)}` : dotted;
  }
  const script = file.replace(/\.[cm]?tsx?$/, '').replace(/\/index$/, '');
  const { alias } = layout;
  const imports = readScriptHead(text, { start: 0, end: text.length }).imports.map((it) => it.module);
  const usesAlias = alias !== undefined && imports.some((it) => it.startsWith(alias.prefix));
  if (usesAlias && isWithin(alias.folder, script) && folderOf(file) !== folderOf(path)) {
    return alias.prefix + withoutRoot(script, alias.folder);
  }
  const relative = imports.find((it) => it.startsWith('.'));
  const ending = relative === undefined ? layout.importExtension : (/\.[jt]sx?$/.exec(relative)?.[0] ?? '');
  return relativePath(folderOf(path), script) + (ending.startsWith('.ts') && file.endsWith('x') ? '.tsx' : ending);
}

function withoutRoot(path: Path, root: Path): Path {
  return root !== '' && isWithin(root, path) ? path.slice(root.length + 1) : path;
}

function packageOf(layout: ProjectLayout): string {
  return withoutRoot(layout.sources, layout.importRoot).split('/', 1)[0] ?? '';
}

function goPackageName(path: Path): string {
  const folder = folderOf(path);
  if (folder === '' || /(^|\/)cmd\//.test(path)) return 'main';
  return fileName(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Where script stands in the file; undefined for a component without a script block. */
function scriptRegion({ language, text }: InsertionTarget): Span | undefined {
  if (language !== 'vue') return { start: 0, end: text.length };
  const open = /<script\b[^>]*\bsetup\b[^>]*>/.exec(text) ?? /<script\b[^>]*>/.exec(text);
  if (open === null) return undefined;
  const start = open.index + open[0].length;
  const close = text.indexOf('</script>', start);
  return { start, end: close < 0 ? text.length : close };
}

function inNewScriptBlock(snippet: Snippet, target: InsertionTarget): Insertion {
  const eol = lineEndOf(target.text);
  if (isWholeComponent(snippet)) {
    const body = layOut(snippet.body, { indent: target.indent ?? defaultIndent('vue'), eol }) + eol;
    return { imports: [], body: { span: { start: 0, end: target.text.length }, template: body, lineIndent: '' }, conflicts: [] };
  }
  const inside = insertSnippet(snippet, { ...target, text: '', language: 'typescript' });
  const imports = inside.imports.map((it) => it.text).join('');
  const template = `<script setup lang="ts">${eol}${imports}${inside.body.template}</script>${eol}${target.text === '' ? '' : eol}`;
  return { imports: [], body: { span: { start: 0, end: 0 }, template, lineIndent: '' }, conflicts: [] };
}

interface BodyPlace {
  readonly span: Span;
  readonly body: string;
  /** Line ends before it. */
  readonly lead: string;
  /** True where only imports can stand before it; then `importLead` comes before them. */
  readonly isFirst: boolean;
  readonly importLead: string;
  readonly trail: string;
  /** Empty lines between the imports and the body. */
  readonly gapBelowImports: number;
  readonly lineIndent: string;
}

function placeBody(
  snippet: Snippet,
  target: InsertionTarget,
  region: Span,
  headEnd: number,
  offset: number | undefined,
): BodyPlace {
  const { text, language } = target;
  const eol = lineEndOf(text);
  const indent = target.indent ?? indentOf(text) ?? defaultIndent(language);
  const body = layOut(snippet.body, { indent, eol });
  const wanted = Math.min(Math.max(offset ?? region.end, headEnd), region.end);
  const isFragment = snippet.isFragment === true;
  const at = isFragment ? wanted : outOfConstruct(text, wanted, region.end, language);
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1) + 1, region.start);
  const isBlankLine = text.slice(lineStart, at).trim() === '' && /^[ \t]*(\r?\n|$)/.test(text.slice(at, region.end));
  if (isFragment && isBlankLine) {
    const lineIndent = text.slice(lineStart, at);
    return {
      span: { start: at, end: at },
      body,
      lead: '',
      isFirst: false,
      importLead: '',
      trail: '',
      gapBelowImports: 0,
      lineIndent,
    };
  }
  const gap = isFragment ? 0 : language === 'python' ? 2 : 1;
  const gapBelowImports = language === 'python' ? emptyLinesBelowImports(body) : gap;
  const isBelowImports = text.slice(headEnd, at).trim() === '';
  // White space around the place is taken up, so that exactly the right number of empty lines is left.
  const before = text.slice(region.start, at);
  const after = text.slice(at, region.end);
  const isFirst = before.trim() === '';
  const isLast = after.trim() === '';
  const next = at + after.length - after.trimStart().length;
  const importLead = region.start === 0 ? '' : eol;
  return {
    span: {
      start: region.start + before.trimEnd().length,
      end: isLast ? region.end : Math.max(text.lastIndexOf('\n', next - 1) + 1, at),
    },
    body,
    lead: isFirst ? importLead : eol.repeat((isBelowImports ? gapBelowImports : gap) + 1),
    isFirst,
    importLead,
    trail: isLast ? eol : eol.repeat(gap + 1),
    gapBelowImports,
    lineIndent: isFragment ? (/^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '') : '',
  };
}

/**
 * The nearest offset at or below where a top-level declaration may stand: a place within a block moves behind it. Blocks are
 * seen by their indentation: a top-level construct ends with a line that starts in the first column.
 */
function outOfConstruct(text: string, offset: number, end: number, language: SnippetLanguage): number {
  const next = /^[ \t]*\S.*$/gm;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const isOnText = text.slice(lineStart, offset).trim() !== '';
  const lineEnd = text.indexOf('\n', offset);
  let at = isOnText ? (lineEnd < 0 || lineEnd > end ? end : lineEnd) : offset;
  next.lastIndex = isOnText ? at : lineStart;
  const isPython = language === 'python';
  for (let match = next.exec(text); match !== null && match.index < end; match = next.exec(text)) {
    const line = match[0];
    const isInside = /^\s/.test(line) || (isPython ? /^(else|elif|except|finally|\))/.test(line) : /^[})\]]/.test(line));
    if (!isInside) break;
    at = Math.min(match.index + line.trimEnd().length, end);
  }
  return at;
}
