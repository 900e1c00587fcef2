import type { Span } from '#base/span.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';

/** The innermost block that two scopes stand in. */
export function commonBlock({ scopes }: CodeFacts, one: ScopeId, other: ScopeId): ScopeId {
  const around = new Set<ScopeId>();
  for (let at: ScopeId | undefined = one; at !== undefined; at = scopes[at]?.parent) around.add(at);
  for (let at: ScopeId | undefined = other; at !== undefined; at = scopes[at]?.parent) if (around.has(at)) return at;
  return 0;
}

/**
 * The whole lines of the statements of a block from one offset to another, told by their indentation. Undefined where the block is not laid out
 * one statement a line, or a string goes over lines.
 */
export function blockLines(
  text: string,
  { scopes, language }: CodeFacts,
  block: ScopeId,
  from: number,
  to: number,
): Span | undefined {
  const body = scopes[block]?.bodySpan;
  if (!body) return undefined;
  const first = /^\s*?\n?([ \t]*)\S/.exec(text.slice(lineStartAt(text, skipBlanks(text, body.start))));
  const base = first?.[1];
  if (base === undefined) return undefined;
  let start = lineStartAt(text, from);
  while (start > body.start - base.length - 1 && !opens(lineAt(text, start), base)) {
    if (start === 0) return undefined;
    start = lineStartAt(text, start - 1);
  }
  let end = lineEndAt(text, to);
  for (let next = end; next < text.length && next < body.end; next = lineEndAt(text, next)) {
    const line = lineAt(text, next);
    if (line.trim() === '') continue;
    if (opens(line, base) || indentOfLine(line).length < base.length) break;
    end = lineEndAt(text, next);
  }
  if (start < lineStartAt(text, body.start) || end > lineEndAt(text, body.end)) return undefined;
  const lines = text.slice(start, end);
  if (
    !opens(lineAt(text, start), base) ||
    /"""|'''/.test(lines) ||
    (language !== 'python' && lines.replace(/`[^`\n]*`/g, '').includes('`'))
  )
    return undefined;
  return lines.split('\n').every((it) => it.trim() === '' || it.startsWith(base)) ? { start, end } : undefined;
}

/** Lines one level deeper; empty ones stay empty. */
export function deeper(lines: string, indent: string): string {
  return lines.replace(/^(?=[^\r\n])/gm, indent);
}

function opens(line: string, base: string): boolean {
  return indentOfLine(line) === base && !/^(?:[)\]}.?:]|else\b|elif\b|except\b|finally\b|catch\b)/.test(line.trimStart());
}

function indentOfLine(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function skipBlanks(text: string, at: number): number {
  return at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
}

function lineStartAt(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEndAt(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  return next < 0 ? text.length : next + 1;
}

function lineAt(text: string, start: number): string {
  return text.slice(start, lineEndAt(text, start));
}
