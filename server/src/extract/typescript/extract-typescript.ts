import { extension, type Path } from '#base/paths.ts';
import type { CodeFacts, CodeLanguage, ParseError, SyntaxEnvRead } from '#facts/code-facts.ts';
import { isGeneratedHeader } from '../directives.ts';
import { MAX_PARSE_ERRORS, refusal } from '../limits.ts';
import { summaryOfList } from './bodies.ts';
import { readCall } from './calls.ts';
import { directivesIn } from './comments.ts';
import { ts } from './compiler.ts';
import { markExported } from './exports.ts';
import { read, see } from './expressions.ts';
import { readImportDeclaration } from './imports.ts';
import { createMentions } from './mentions.ts';
import { seeStatement } from './statements.ts';
import { type EnvReadDraft, exact, OTHER, type Visitors, type Walk } from './walk.ts';

/** How a script is read, where its path does not say it. */
export interface ScriptPlace {
  readonly language: CodeLanguage;
  /** The file that the script is a part of. The text is then that file's, with blanks for everything that is no script. */
  readonly container?: 'vue' | 'svelte';
}

/** Lines of more characters were not written by a person. */
const MAX_LINE_LENGTH = 5_000;

/**
 * The facts of a TypeScript or JavaScript file; the path's extension tells which. Never throws: broken code has the facts of what
 * can be read and parse errors, and a text that no person wrote has only the reason why it was not read.
 */
export function extractTypeScript(path: Path, text: string): CodeFacts {
  return extractScript(path, text, { language: languageOf(path) }, path);
}

/** The same for a script whose language is told by the file around it; `scriptName` has the extension that the parser goes by. */
export function extractScript(path: Path, text: string, place: ScriptPlace, scriptName: string): CodeFacts {
  const reason = refusal(text) ?? (place.container ? undefined : bundleReason(text));
  if (reason !== undefined) return unread(path, text, place, reason);
  try {
    return collect(parse(scriptName, text), path, place);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return unread(path, text, place, TOO_DEEP);
  }
}

/** The facts of a tree that is parsed already, with parents and JSDoc or without: an edited one, for instance. */
export function factsOf(source: ts.SourceFile, path: Path): CodeFacts {
  return collect(source, path, { language: languageOf(path) });
}

/** Tells whether a script is read at all: it is not too large, and a person wrote it. */
export function isReadable(text: string): boolean {
  return refusal(text) === undefined && bundleReason(text) === undefined;
}

/** Parses as the extractor wants it: no parents, no JSDoc. */
export function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(
    name,
    text,
    { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    false,
  );
}

const TOO_DEEP = 'the syntax is nested too deeply, and what is inside was not read';

function languageOf(path: Path): CodeLanguage {
  return /^\.[cm]?tsx?$/.test(extension(path)) ? 'typescript' : 'javascript';
}

/**
 * The facts of an empty file, for this one. Its parse has a second use: one that ran out of stack leaves its state in the parser,
 * and the next whole one clears it.
 */
function unread(path: Path, text: string, place: ScriptPlace, reason: string): CodeFacts {
  const facts = collect(parse('empty.ts', ''), path, place);
  const span = { start: 0, end: text.length };
  return {
    ...facts,
    lineCount: countLines(text),
    scopes: facts.scopes.map((it) => ({ ...it, span, bodySpan: span })),
    parseErrors: [{ message: reason, span: { start: 0, end: Math.min(1, text.length) } }],
  };
}

/** Says why a bundle is not read: more than half of it stands in lines that are too long. */
function bundleReason(text: string): string | undefined {
  if (text.length < MAX_LINE_LENGTH) return undefined;
  let inLongLines = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end - start > MAX_LINE_LENGTH) inLongLines += end - start;
    start = end + 1;
  }
  return inLongLines * 2 > text.length
    ? `most of the file stands in lines of more than ${MAX_LINE_LENGTH} characters and was not read`
    : undefined;
}

function collect(source: ts.SourceFile, path: Path, place: ScriptPlace): CodeFacts {
  const walk = startWalk(source);
  const { text } = source;
  // Imports hold for the whole file, wherever they stand.
  for (const statement of source.statements) if (ts.isImportDeclaration(statement)) readImportDeclaration(walk, statement);
  for (const statement of source.statements) seeStatement(walk, statement);
  markExported(walk);
  return {
    kind: 'code',
    path,
    language: place.language,
    ...(place.container ? { container: place.container } : {}),
    lineCount: countLines(text),
    isGenerated: isGeneratedHeader(text),
    hasMarkup: walk.hasMarkup || place.container !== undefined,
    prologue: prologueOf(source),
    imports: exact(walk.imports),
    exports: exact(walk.exports),
    scopes: exact(walk.scopes),
    bindings: exact(walk.bindings),
    classes: walk.classes.map((it) => (it.fields.length > 0 ? { ...it, fields: exact(it.fields) } : it)),
    calls: exact(walk.calls),
    assignments: exact(walk.assignments),
    returns: exact(walk.returns),
    throws: exact(walk.throws),
    envReads: walk.envReads.map(finishedRead),
    strings: exact(walk.strings),
    ...(walk.rendered.length > 0 && { rendered: exact(walk.rendered) }),
    directives: directivesIn(source),
    parseErrors: parseErrorsOf(source, walk),
  };
}

const VISITORS: Visitors = { statement: seeStatement, see, read, call: readCall };

function startWalk(source: ts.SourceFile): Walk {
  const { text } = source;
  const span = { start: 0, end: text.length };
  const walk: Walk = {
    source,
    text,
    visit: VISITORS,
    seeChild: (node) => see(walk, node, OTHER),
    imports: [],
    exports: [],
    scopes: [],
    bindings: [],
    classes: [],
    calls: [],
    assignments: [],
    returns: [],
    throws: [],
    envReads: [],
    strings: [],
    rendered: [],
    mentions: createMentions(),
    envNames: [],
    processNames: [],
    exportedNames: new Set(),
    scope: 0,
    statement: span,
    chains: undefined,
    valueDepth: 0,
    depth: 0,
    cut: undefined,
    branchGroups: 0,
    hasMarkup: false,
    constructed: undefined,
  };
  walk.scopes.push({ kind: 'module', span, bodySpan: span, body: summaryOfList(walk, source.statements, span) });
  return walk;
}

function prologueOf(source: ts.SourceFile): readonly string[] {
  const out: string[] = [];
  for (const statement of source.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    out.push(statement.expression.text);
  }
  return out;
}

function finishedRead({ covers: _covers, isFallback, ...read }: EnvReadDraft): SyntaxEnvRead {
  return isFallback ? { ...read, isFallback } : read;
}

/** The parser keeps them on the tree, outside of its published type. */
function parseErrorsOf(source: ts.SourceFile, walk: Walk): readonly ParseError[] {
  const { parseDiagnostics = [] } = source as { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  const errors = parseDiagnostics.slice(0, MAX_PARSE_ERRORS).map(({ messageText, start, length }) => ({
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    span: { start, end: start + length },
  }));
  return walk.cut ? [...errors, { message: TOO_DEEP, span: walk.cut }] : errors;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  // A lone carriage return ends a line too.
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) if (text.charCodeAt(at + 1) !== 10) lines += 1;
  return lines;
}
