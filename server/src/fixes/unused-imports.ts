import { escaped } from '#base/regular-expression.ts';
import type { Span } from '#base/span.ts';
import type { CodeFacts, Import } from '#facts/code-facts.ts';
import type { TextChange } from '#snippets/text-change.ts';

/**
 * Takes away the imports whose names are used nowhere but in spans that a fix replaces: Go does not compile with one, and elsewhere it is left
 * over. Names that `added` code mentions, names that already were unused stay, and so do imports of a form that cannot be cut for certain.
 */
export function withoutUnused(text: string, facts: CodeFacts, replaced: readonly Span[], added = ''): readonly TextChange[] {
  const statements = facts.imports.map((it) => it.statement);
  const code = blanked(text, facts.language === 'go' ? [...statements, ...commentLines(text)] : statements);
  const rest = blanked(code, replaced);
  const isIdle = ({ local, isDeferred }: Import): boolean =>
    local !== '' &&
    local !== '_' &&
    local !== '.' &&
    !isDeferred &&
    mentions(code, local) &&
    !mentions(rest, local) &&
    !mentions(added, local);
  return facts.imports.filter(isIdle).flatMap((it) => removal(text, facts, it, isIdle) ?? []);
}

/** Lines that are a comment and nothing else: a name there is no use of it, which Go insists on. */
function commentLines(text: string): Span[] {
  return [...text.matchAll(/^[ \t]*\/\/.*$/gm)].map((it) => ({ start: it.index, end: it.index + it[0].length }));
}

function removal(text: string, facts: CodeFacts, it: Import, isIdle: (other: Import) => boolean): TextChange | undefined {
  const siblings = facts.imports.filter((other) => other.statement.start === it.statement.start);
  if (facts.language === 'go') return goSpecification(text, it);
  if (siblings.every(isIdle)) return siblings[0] === it ? { span: withItsGroup(text, it.statement), text: '' } : undefined;
  const name = it.imported === it.local || it.imported === '' ? it.local : undefined;
  return name === undefined ? undefined : fromList(text, it.statement, name);
}

/** One name of a list, with its comma; a list in several lines loses the line. */
function fromList(text: string, { start, end }: Span, name: string): TextChange | undefined {
  const statement = text.slice(start, end);
  const match = new RegExp(`(?<=[{(,\\s])(?:type )?${escaped(name)}\\s*(?=[,})\\r\\n]|$)`).exec(
    statement.replace(/["'][^"']*["']/g, (it) => '-'.repeat(it.length)),
  );
  if (!match) return undefined;
  const from = start + match.index;
  const to = from + match[0].trimEnd().length;
  const behind = /^\s*,[ \t]*/.exec(text.slice(to, end));
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const isAlone = text.slice(lineStart, from).trim() === '' && lineStart > start;
  if (isAlone && behind) return { span: withItsLine(text, { start: from, end: to + behind[0].length }), text: '' };
  if (behind) return { span: { start: from, end: to + behind[0].length }, text: '' };
  const before = /,\s*$/.exec(text.slice(start, from));
  return before ? { span: { start: from - before[0].length, end: to }, text: '' } : undefined;
}

/** A line of the block; of an `import "os"` alone the statement. The last line of a block takes the block along. */
function goSpecification(text: string, { statement, moduleSpan }: Import): TextChange | undefined {
  const block = blockAround(text, moduleSpan.start);
  const line = withItsLine(text, { start: moduleSpan.start, end: moduleSpan.end });
  if (!block) return { span: withItsGroup(text, statement), text: '' };
  const lines = text.slice(block.start, block.end).split('\n').slice(1, -1);
  if (lines.filter((it) => it.trim() !== '').length === 1) return { span: withItsLine(text, block), text: '' };
  // A group that loses its only line loses the empty line with it.
  const above = /\n[ \t]*\r?\n$/.exec(text.slice(0, line.start));
  const opens = /\([ \t]*\r?\n$/.test(text.slice(0, line.start));
  const below = /^[ \t]*(?:\r?\n|\))/.exec(text.slice(line.end));
  if (opens && below && !below[0].includes(')'))
    return { span: { start: line.start, end: line.end + below[0].length }, text: '' };
  if (above && below) return { span: { start: line.start - (above[0].length - 1), end: line.end }, text: '' };
  return { span: line, text: '' };
}

function blockAround(text: string, at: number): Span | undefined {
  const open = [...text.slice(0, at).matchAll(/^import[ \t]*\(/gm)].at(-1);
  if (!open) return undefined;
  const close = text.indexOf(')', open.index);
  return close < at ? undefined : { start: open.index, end: close + 1 };
}

/** The lines of a statement; of the empty lines around it those go too that set off nothing any more. */
function withItsGroup(text: string, statement: Span): Span {
  const { start, end } = withItsLine(text, statement);
  const isFirst = text.slice(0, start).trim() === '' || /\n[ \t]*\r?\n$/.test(text.slice(0, start));
  const gap = isFirst ? (/^(?:[ \t]*\r?\n)+/.exec(text.slice(end))?.[0].length ?? 0) : 0;
  const isLast = gap > 0 && !/^(?:import|from|const|let|var)\b/.test(text.slice(end + gap));
  if (!isLast) return { start, end: end + gap };
  // The empty lines below set the imports off from the code.
  const above = /\n((?:[ \t]*\r?\n)+)$/.exec(text.slice(0, start))?.[1]?.length ?? 0;
  return above > 0 ? { start: start - above, end } : { start, end: end + gap };
}

/** The whole line, where nothing else stands on it but the alias of a Go import or a comment. */
function withItsLine(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  return { start: lineStart, end: next < 0 ? text.length : next + 1 };
}

function mentions(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${escaped(name)}(?![\\w$])`).test(code);
}

function blanked(text: string, spans: readonly Span[]): string {
  let out = text;
  for (const { start, end } of spans)
    out = out.slice(0, start) + ' '.repeat(Math.max(0, Math.min(end, text.length) - start)) + out.slice(end);
  return out;
}
