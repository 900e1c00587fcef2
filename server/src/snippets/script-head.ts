import type { Span } from '#base/span.ts';

// Reads the imports of a TypeScript or JavaScript file from its text alone. Syntax trees live a rung above, and an
// insertion asks for little: which names are there, and where the next import goes.

export interface ScriptImport {
  /** From `import` to the end of the statement, `;` included. */
  readonly span: Span;
  readonly module: string;
  readonly isTypeOnly: boolean;
  readonly defaultName?: string;
  readonly namespace?: string;
  readonly names: readonly { readonly name: string; readonly local: string; readonly isType: boolean }[];
  /** What stands between the braces, where there are braces. */
  readonly braces?: Span;
  /** Where the clause starts: after `import` or `import type`. */
  readonly clauseStart: number;
  /** End of the default name, where a brace list can follow. */
  readonly defaultEnd?: number;
  readonly quote: string;
  readonly hasSemicolon: boolean;
}

export interface ScriptHead {
  readonly imports: readonly ScriptImport[];
  /** End of the shebang, the directives and the leading comment block: where a first import goes. */
  readonly prologueEnd: number;
  /** End of the last import of the head, or `prologueEnd`. */
  readonly end: number;
}

/** The head of the script between two offsets. Imports below the first other statement are found too, but do not move `end`. */
export function readScriptHead(text: string, region: Span): ScriptHead {
  const imports: ScriptImport[] = [];
  let at = region.start;
  if (text.charCodeAt(at) === 0xfeff) at += 1;
  let prologueEnd = at;
  let end = at;
  if (text.startsWith('#!', at)) prologueEnd = at = end = lineEnd(text, at);
  for (;;) {
    const blank = skipBlank(text, at, region.end);
    // A header comment stays above the imports when an empty line sets it off; else it belongs to what follows.
    if (imports.length === 0 && blank.headerEnd > prologueEnd) prologueEnd = end = blank.headerEnd;
    at = blank.at;
    const directive = /^(['"])use [\w ]+\1;?/.exec(text.slice(at, at + 60));
    if (directive !== null && imports.length === 0) {
      at += directive[0].length;
      prologueEnd = end = at;
      continue;
    }
    const found = readImport(text, at, region.end);
    if (found === undefined) break;
    if (found !== 'other') imports.push(found);
    at = found === 'other' ? lineEnd(text, at) : found.span.end;
    end = at;
  }
  for (const match of text.slice(end, region.end).matchAll(/^import\b/gm)) {
    const found = readImport(text, end + match.index, region.end);
    if (found !== undefined && found !== 'other') imports.push(found);
  }
  return { imports, prologueEnd, end };
}

/** Names declared at the top level of the script, imports left out. */
export function declaredNames(text: string, region: Span): ReadonlySet<string> {
  const declaration =
    /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|var|function\*?|class|interface|type|enum)\s+([A-Za-z_$][\w$]*)/gm;
  return new Set([...text.slice(region.start, region.end).matchAll(declaration)].map((it) => it[1] ?? ''));
}

const CLAUSE =
  /^import\s+(type\s+(?!from\b)(?=[\w$*{]))?([^'"`;]*?)\s*\bfrom\s*(['"])([^'"\n]+)\3(\s*(?:with|assert)\s*\{[^}]*\})?[ \t]*(;?)/;
const EFFECT = /^import\s*(['"])([^'"\n]+)\1[ \t]*(;?)/;

function readImport(text: string, at: number, end: number): ScriptImport | 'other' | undefined {
  if (!/^import\b(?!\s*[(.])/.test(text.slice(at, at + 20))) return undefined;
  const rest = text.slice(at, Math.min(end, at + 8000));
  const effect = EFFECT.exec(rest);
  if (effect !== null) {
    return {
      span: { start: at, end: at + effect[0].length },
      module: effect[2] ?? '',
      isTypeOnly: false,
      names: [],
      clauseStart: at + 'import '.length,
      quote: effect[1] ?? "'",
      hasSemicolon: effect[3] === ';',
    };
  }
  const match = CLAUSE.exec(rest);
  // `import x = require('x')` and what is not finished: stepped over by its line.
  if (match === null) return 'other';
  const clause = match[2] ?? '';
  const clauseStart = at + rest.indexOf(clause, 'import'.length + (match[1]?.length ?? 0));
  const open = clause.indexOf('{');
  const close = clause.lastIndexOf('}');
  const before = (open < 0 ? clause : clause.slice(0, open)).trim().replace(/,$/, '').trim();
  const namespace = /\*\s*as\s+([\w$]+)/.exec(before)?.[1];
  const defaultName = /^([\w$]+)/.exec(before)?.[1];
  return {
    span: { start: at, end: at + match[0].length },
    module: match[4] ?? '',
    isTypeOnly: match[1] !== undefined,
    ...(defaultName === undefined ? {} : { defaultName, defaultEnd: clauseStart + defaultName.length }),
    ...(namespace === undefined ? {} : { namespace }),
    names: open < 0 ? [] : readNames(clause.slice(open + 1, close)),
    ...(open < 0 ? {} : { braces: { start: clauseStart + open + 1, end: clauseStart + close } }),
    clauseStart,
    quote: match[3] ?? "'",
    hasSemicolon: match[6] === ';',
  };
}

function readNames(list: string): { name: string; local: string; isType: boolean }[] {
  return list
    .replace(/\/\*.*?\*\/|\/\/.*$/gms, '')
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '')
    .map((it) => {
      const isType = /^type\s+(?!as\b)/.test(it);
      const [name = '', local = name] = (isType ? it.replace(/^type\s+/, '') : it).split(/\s+as\s+/);
      return { name, local, isType };
    });
}

/** Steps over white space and comments. `headerEnd` is the end of the last comment that an empty line follows, or 0. */
function skipBlank(text: string, from: number, end: number): { at: number; headerEnd: number } {
  let at = from;
  let headerEnd = 0;
  let commentEnd = 0;
  while (at < end) {
    const space = /^\s+/.exec(text.slice(at, end))?.[0];
    if (space !== undefined) {
      if (commentEnd > 0 && space.split('\n').length > 2) headerEnd = commentEnd;
      at += space.length;
    } else if (text.startsWith('//', at)) {
      at = commentEnd = Math.min(lineEnd(text, at), end);
    } else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      at = commentEnd = close < 0 ? end : close + 2;
    } else break;
  }
  return { at, headerEnd };
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text.charAt(end - 1) === '\r' ? end - 1 : end;
}
