import { folderOf, type Path } from '#base/paths.ts';
import { escaped } from '#base/regular-expression.ts';
import type { Span } from '#base/span.ts';
import { conceptsOf, isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { constantCells, withoutLine } from '#fixes/configuration/go-alignment.ts';
import { enclosingFunction } from '#link/names.ts';
import { lineEndOf, type TextChange } from '#snippets/text-change.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { withoutComments } from '../structure/http-reads.ts';

/** The constant of Go that a text is the value of. */
export function goConstantAt({ facts }: LiftedCode, { start, end }: Span): Binding | undefined {
  if (facts.language !== 'go') return undefined;
  return facts.bindings.find(
    ({ declares, origin }) =>
      declares === 'constant' &&
      origin.kind === 'value' &&
      origin.value.kind === 'literal' &&
      origin.value.span.start === start &&
      origin.value.span.end === end,
  );
}

/** A declaration that is rewritten around its value, with what else that changes in the file. */
export interface Redeclared {
  readonly span: Span;
  readonly around: (value: string) => string;
  readonly also: readonly TextChange[];
}

/** The constant as a variable: in its place, or below the block that it stands in. Undefined where the form of the declaration is another. */
export function asVariable(text: string, { name, span, scope, type }: Binding, value: Span): Redeclared | undefined {
  const written = text.slice(span.end, value.start);
  if (!/^\s*(?:string\s*)?=\s*$/.test(written) || (type && type.text !== 'string')) return undefined;
  const keyword = /(?:^|\n)[ \t]*const[ \t]+$/.exec(text.slice(0, span.start));
  const only = keyword ? undefined : blockAround(text, span.start);
  if (!keyword && !only) return undefined;
  if (scope !== 0) {
    // A block inside of a function is seldom, and no one form of it is usual.
    if (!keyword || type) return undefined;
    const start = text.lastIndexOf('const', span.start);
    return { span: { start, end: value.end }, around: (it) => `${name} := ${it}`, also: [] };
  }
  if (!only || only.lines.length === 1) {
    const start = only?.start ?? text.lastIndexOf('const', span.start);
    return { span: value, around: (it) => it, also: [{ span: { start, end: start + 'const'.length }, text: 'var' }] };
  }
  // What counts up or repeats the line above changes with each line that goes.
  if (only.lines.some((it) => !it.includes('=') || /\biota\b|[`(]/.test(it))) return undefined;
  const lineEnd = lineEndOf(text);
  const behind = text.slice(value.end, text.indexOf('\n', value.end));
  if (behind.trim() !== '') return undefined;
  const above = commentsAbove(text, span.start);
  const comment = above === undefined ? '' : text.slice(above.start, above.end).replace(/^[ \t]+/gm, '');
  return {
    span: { start: only.end, end: only.end },
    around: (it) => `${lineEnd}${lineEnd}${comment}var ${name} = ${it}`,
    also: [withoutLine(text, span.start, above?.start ?? span.start, constantCells)],
  };
}

/** `const (…)` around an offset, with the lines of its declarations; undefined where it is written in another form. */
function blockAround(text: string, at: number): (Span & { readonly lines: readonly string[] }) | undefined {
  const open = [...text.slice(0, at).matchAll(/^const[ \t]*\([ \t]*\r?\n/gm)].at(-1);
  if (!open) return undefined;
  const body = /^(?:[ \t]+[^\n]*\n|\r?\n)*?\)/.exec(text.slice(open.index + open[0].length));
  if (!body) return undefined;
  const end = open.index + open[0].length + body[0].length;
  const lines = body[0]
    .slice(0, -1)
    .split('\n')
    .map((it) => it.trim());
  return end < at ? undefined : { start: open.index, end, lines: lines.filter((it) => it !== '' && !it.startsWith('//')) };
}

function commentsAbove(text: string, offset: number): Span | undefined {
  const end = text.lastIndexOf('\n', offset) + 1;
  const found = /(?:^[ \t]*\/\/[^\n]*\n)+$/m.exec(text.slice(0, end));
  return found ? { start: found.index, end } : undefined;
}

/**
 * Tells whether a variable can stand wherever the constant does: it has the type `string`, which a constant need not have, and cannot be part of
 * another constant.
 */
export function takesVariable(workspace: Workspace, file: LiftedCode, constant: Binding): boolean {
  const own = new Set(workspace.linker.folder.goPackages.get(folderOf(file.path)) ?? [file.path]);
  const { name, isExported } = constant;
  const isInOthers = (path: Path): boolean => new RegExp(`\\.${escaped(name)}\\b`).test(workspace.textOf(path) ?? '');
  if (isExported && [...workspace.files.keys()].some((it) => it.endsWith('.go') && !own.has(it) && isInOthers(it))) return false;
  let uses = 0;
  for (const path of constant.scope === 0 ? own : [file.path]) {
    const other = workspace.files.get(path);
    const text = workspace.textOf(path);
    if (!other || !isCode(other) || text === undefined) return false;
    const known = stringPlaces(workspace, other, own, name);
    const code = withoutComments(text, 'go', { keepsStrings: false });
    for (const { index } of code.matchAll(new RegExp(`(?<![\\w.])${escaped(name)}(?!\\w)`, 'g'))) {
      if (path === file.path && index === constant.span.start) continue;
      const isConverted = /\[\]byte\($/.test(code.slice(0, index)) && code.charAt(index + name.length) === ')';
      if (!isConverted && !known.has(index)) return false;
      uses += 1;
    }
  }
  return uses > 0;
}

/** Where the name stands for a text and nothing else: as what a library signs or connects with, as an argument or a result that is a `string`. */
function stringPlaces(workspace: Workspace, file: LiftedCode, own: ReadonlySet<Path>, name: string): ReadonlySet<number> {
  const { facts } = file;
  const found = new Set<number>();
  const take = (value: Value | undefined): void => {
    if (value?.kind === 'reference' && value.path.length === 1 && value.path[0] === name) found.add(value.span.start);
  };
  for (const { value } of conceptsOf(file, 'credential-use')) take(value);
  const functions = [...own].flatMap((it) => {
    const there = workspace.files.get(it)?.facts;
    return there?.kind === 'code' ? there.scopes.flatMap(({ fn }) => fn ?? []) : [];
  });
  for (const { callee, args } of facts.calls) {
    const called = callee.path.length === 1 && callee.receiver === undefined ? callee.path[0] : undefined;
    const fn = functions.find((it) => it.name === called && it.owner === undefined && called !== undefined);
    args.forEach((it, index) => {
      if (fn?.parameters[index]?.type?.text === 'string') take(it);
    });
  }
  for (const { values, scope } of facts.returns) {
    const results = enclosingFunction(facts, scope)?.fn.results ?? [];
    values.forEach((it, index) => {
      if (results[index]?.text === 'string') take(it);
    });
  }
  return found;
}
