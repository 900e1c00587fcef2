import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { type Comment, readDirectives } from '#extract/directives.ts';
import type { ParseError } from '#facts/code-facts.ts';
import type { Dependency, GoModuleFacts } from '#facts/manifest-facts.ts';
import { commentFrom, type TextLine, textLines } from './text-lines.ts';

/**
 * Reads a `go.mod` (https://go.dev/ref/mod#go-mod-file). Requirements marked `// indirect` are left out: they say nothing
 * about what the module itself uses. `module` is '' where the file names none.
 */
export function extractGoModule(path: Path, text: string): GoModuleFacts {
  const comments: Comment[] = [];
  const parseErrors: ParseError[] = [];
  const dependencies: Dependency[] = [];
  let module = '';
  let goVersion: string | undefined;
  let block: { readonly verb: string; readonly span: Span } | undefined;
  for (const line of textLines(text)) {
    const column = commentColumn(line.text);
    if (column >= 0) comments.push(commentFrom(line, column));
    const isIndirect = column >= 0 && /^\/\/\s*indirect\b/.test(line.text.slice(column));
    const words = wordsOf(column >= 0 ? { ...line, text: line.text.slice(0, column) } : line);
    const [first, ...rest] = words;
    if (!first) continue;
    if (block) {
      if (first.text === ')') block = undefined;
      else if (block.verb === 'require' && !isIndirect) dependencies.push(...requirement(words));
      continue;
    }
    if (rest[0]?.text === '(') {
      if (rest[1]?.text !== ')') block = { verb: first.text, span: first.span };
    } else if (first.text === 'module') module = rest[0]?.text ?? module;
    else if (first.text === 'go') goVersion = rest[0]?.text ?? goVersion;
    else if (first.text === 'require') {
      if (!isIndirect) dependencies.push(...requirement(rest));
    } else if (!VERBS.has(first.text))
      parseErrors.push({ message: `\`${first.text}\` is not a directive of go.mod`, span: first.span });
  }
  if (block) parseErrors.push({ message: 'This block is never closed', span: block.span });
  return {
    kind: 'go-module',
    path,
    module,
    ...(goVersion !== undefined && { goVersion }),
    dependencies,
    parseErrors,
    directives: readDirectives(comments),
  };
}

interface Word {
  readonly text: string;
  readonly span: Span;
}

const VERBS: ReadonlySet<string> = new Set([
  'module',
  'go',
  'toolchain',
  'godebug',
  'require',
  'exclude',
  'replace',
  'retract',
  'tool',
  'ignore',
]);

function requirement([name, version]: readonly Word[]): Dependency[] {
  if (!name) return [];
  const span = { start: name.span.start, end: (version ?? name).span.end };
  return [{ name: name.text, version: version?.text ?? '', isDevelopment: false, span }];
}

/** A comment starts at the line's start or after white space, so that the `//` of an address is none. */
function commentColumn(text: string): number {
  const match = /(?:^|\s)\/\//.exec(text);
  return match ? match.index + match[0].length - 2 : -1;
}

/** Bare words, quoted words without their quotes, and parentheses. */
function wordsOf({ text, start }: TextLine): Word[] {
  return [...text.matchAll(/"([^"]*)"|`([^`]*)`|[()]|[^\s()"`]+/g)].map((match) => ({
    text: match[1] ?? match[2] ?? match[0],
    span: { start: start + match.index, end: start + match.index + match[0].length },
  }));
}
