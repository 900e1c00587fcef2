import type { Span } from '#base/span.ts';
import { joinImports, type NeededImport } from './needed-import.ts';
import { type ImportPlan, lineEndOf, type TextChange } from './text-change.ts';

interface GoImport {
  /** The specification: alias and path, without a comment behind it. */
  readonly span: Span;
  readonly path: string;
  readonly alias: string | undefined;
}

/**
 * Adds imports to a Go file where gofmt and goimports put them: into the import block, the standard library in its first
 * group, packages with a domain in the next, each group sorted by path. A lone `import "x"` becomes a block.
 * @param goModule the module's own path, undefined where it is not known
 */
export function addGoImports(text: string, needed: readonly NeededImport[], goModule: string | undefined): ImportPlan {
  const eol = lineEndOf(text);
  const clause = /^package[ \t]+\w+[^\n\r]*/m.exec(text);
  const packageEnd = clause === null ? 0 : clause.index + clause[0].length;
  const block = readBlock(text, packageEnd);
  const present = [...readAll(text, packageEnd)];
  const conflicts: string[] = [];
  const missing = joinImports(needed).filter((request) => {
    const same = present.find((it) => it.path === request.module);
    const local = localName(request.module, request.namespace);
    if (same !== undefined) {
      if (localName(same.path, same.alias) !== local && local !== '_') conflicts.push(local);
      return false;
    }
    if (local === '_' || !present.some((it) => localName(it.path, it.alias) === local)) return true;
    conflicts.push(local);
    return false;
  });
  const headEnd = Math.max(packageEnd, ...present.map((it) => it.span.end), block?.end ?? 0);
  if (missing.length === 0) return { changes: [], headEnd, conflicts };
  if (block !== undefined) return { changes: intoBlock(text, block, missing, goModule, eol), headEnd, conflicts };
  const lone = present.find((it) => it.path !== 'C');
  if (lone !== undefined) return { changes: [fromLone(text, lone, missing, goModule, eol)], headEnd, conflicts };
  const newBlock = renderBlock(missing.map(asSpecification), goModule, eol);
  return { changes: [{ span: { start: packageEnd, end: packageEnd }, text: eol + eol + newBlock }], headEnd, conflicts };
}

interface GoBlock {
  /** From after the `(` to before the `)`. */
  readonly inside: Span;
  readonly end: number;
}

function readBlock(text: string, from: number): GoBlock | undefined {
  const open = /^import[ \t]*\(/m.exec(text.slice(from));
  if (open === null) return undefined;
  const start = from + open.index + open[0].length;
  const close = text.indexOf(')', start);
  return close < 0 ? undefined : { inside: { start, end: close }, end: close + 1 };
}

function* readAll(text: string, from: number): Generator<GoImport> {
  const block = readBlock(text, from);
  if (block !== undefined) yield* readSpecifications(text, block.inside);
  for (const match of text.slice(from).matchAll(/^import[ \t]+(?:([\w.]+)[ \t]+)?"([^"\n]+)"/gm)) {
    const start = from + match.index;
    yield { span: { start, end: start + match[0].length }, path: match[2] ?? '', alias: match[1] };
  }
}

function* readSpecifications(text: string, inside: Span): Generator<GoImport> {
  for (const match of text.slice(inside.start, inside.end).matchAll(/^[ \t]*(?:([\w.]+)[ \t]+)?"([^"\n]+)"/gm)) {
    const start = inside.start + match.index + (/^[ \t]*/.exec(match[0])?.[0].length ?? 0);
    yield { span: { start, end: inside.start + match.index + match[0].length }, path: match[2] ?? '', alias: match[1] };
  }
}

function intoBlock(
  text: string,
  block: GoBlock,
  missing: readonly NeededImport[],
  goModule: string | undefined,
  eol: string,
): TextChange[] {
  const groups = readGroups(text, block.inside);
  const changes = new Map<string, { span: Span; text: string }>();
  const append = (at: number, key: string, first: string, further: string): void => {
    const there = changes.get(key);
    changes.set(key, { span: { start: at, end: at }, text: there === undefined ? first : there.text + further });
  };
  for (const request of missing.toSorted((a, b) => (a.module < b.module ? -1 : 1))) {
    const kind = kindOf(request.module, goModule);
    const line = `\t${asSpecification(request).text}`;
    const group =
      groups.find((it) => kindOf(it[0]?.path ?? '', goModule) === kind) ??
      (kind === 2 ? groups.findLast((it) => kindOf(it[0]?.path ?? '', goModule) > 0) : undefined);
    if (group === undefined) {
      const before = kind === 0 ? undefined : groups.findLast((it) => kindOf(it[0]?.path ?? '', goModule) < kind)?.at(-1);
      const first = groups[0]?.[0];
      if (before !== undefined) {
        const at = endOfLine(text, before.span.end);
        append(at, `after ${at} ${kind}`, eol + eol + line, eol + line);
      } else if (first !== undefined) {
        const at = startOfLine(text, first.span.start);
        const there = changes.get(`before ${at}`);
        const lines = there === undefined ? line : `${there.text.trimEnd()}${eol}${line}`;
        changes.set(`before ${at}`, { span: { start: at, end: at }, text: lines + eol + eol });
      } else
        append(block.inside.start, 'empty', eol + line + (text.charAt(block.inside.end - 1) === '\n' ? '' : eol), eol + line);
      continue;
    }
    const next = group.find((it) => it.path > request.module);
    if (next !== undefined) {
      const at = startOfLine(text, next.span.start);
      append(at, `line ${at}`, line + eol, line + eol);
    } else {
      const at = endOfLine(text, group.at(-1)?.span.end ?? block.inside.start);
      append(at, `end ${at}`, eol + line, eol + line);
    }
  }
  // Of two at one place, what ends a group stands above a group that begins.
  const begins = (key: string): number => (key.startsWith('after') ? 1 : 0);
  return [...changes].toSorted(([a], [b]) => begins(a) - begins(b)).map(([, change]) => change);
}

/** The specifications between empty lines. */
function readGroups(text: string, inside: Span): GoImport[][] {
  const groups: GoImport[][] = [];
  let end = -1;
  for (const it of readSpecifications(text, inside)) {
    const isNew = end < 0 || /\n[ \t]*\r?\n/.test(text.slice(end, it.span.start));
    if (isNew) groups.push([it]);
    else groups.at(-1)?.push(it);
    end = it.span.end;
  }
  return groups;
}

function fromLone(
  text: string,
  lone: GoImport,
  missing: readonly NeededImport[],
  goModule: string | undefined,
  eol: string,
): TextChange {
  const written = text.slice(lone.span.start, lone.span.end).replace(/^import[ \t]+/, '');
  return {
    span: lone.span,
    text: renderBlock([{ path: lone.path, text: written }, ...missing.map(asSpecification)], goModule, eol),
  };
}

function renderBlock(imports: readonly { path: string; text: string }[], goModule: string | undefined, eol: string): string {
  const sorted = imports.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const [only] = sorted;
  if (sorted.length === 1 && only !== undefined) return `import ${only.text}`;
  const groups = [0, 1, 2]
    .map((kind) =>
      sorted
        .filter((it) => kindOf(it.path, goModule) === kind)
        .map((it) => `\t${it.text}${eol}`)
        .join(''),
    )
    .filter((it) => it !== '');
  return `import (${eol}${groups.join(eol)})`;
}

function asSpecification(request: NeededImport): { path: string; text: string } {
  const alias = request.namespace === undefined ? '' : `${request.namespace} `;
  return { path: request.module, text: `${alias}"${request.module}"` };
}

/** 0 the standard library, 1 packages from elsewhere, 2 the module's own. */
function kindOf(path: string, goModule: string | undefined): number {
  if (goModule !== undefined && (path === goModule || path.startsWith(`${goModule}/`))) return 2;
  return path.split('/', 1)[0]?.includes('.') === true ? 1 : 0;
}

/** The package's usual name: the last segment without version suffix and `go-` prefix. */
function localName(path: string, alias: string | undefined): string {
  if (alias !== undefined) return alias;
  const segments = path.split('/').filter((it, index) => index === 0 || !/^v\d+$/.test(it));
  return (segments.at(-1) ?? path).replace(/\.v\d+$/, '').replace(/^go-/, '');
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text.charAt(end - 1) === '\r' ? end - 1 : end;
}
