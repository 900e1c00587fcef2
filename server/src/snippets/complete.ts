import type { Span } from '#base/span.ts';
import { escapeTemplate, layOut } from './expand.ts';
import { defaultIndent, type InsertionTarget, isWholeComponent, planImports } from './insertion.ts';
import type { Snippet, SnippetLibrary } from './library.ts';
import { type RankingContext, rankSnippets } from './rank.ts';
import { indentOf, lineEndOf, type TextChange } from './text-change.ts';

/** A completion in editor-neutral terms. */
export interface SnippetCompletion {
  readonly snippet: string;
  /** What is shown and what the typed word is compared with: the prefix that matched. */
  readonly label: string;
  /** The variant, behind the label. */
  readonly detail: string;
  /** Markdown: what one gets, and what has to be there. */
  readonly documentation: string;
  /** VS Code's snippet syntax with the file's indentation. */
  readonly template: string;
  /** The typed word. */
  readonly replace: Span;
  /** Imports. They never touch `replace`. */
  readonly changes: readonly TextChange[];
  /** Orders by fit: the best is the lowest. */
  readonly sortText: string;
}

/**
 * The snippets that the word before the offset asks for, by the start of a prefix (`tb-sse`, `sse`) or of one of its words.
 * Nothing for less than two characters, or where the word is a member (`config.sse`) or part of a string of letters.
 */
export function completeSnippets(
  library: SnippetLibrary,
  target: InsertionTarget,
  offset: number,
  context: RankingContext,
): SnippetCompletion[] {
  const typed = typedWord(target.text, offset);
  if (typed === undefined) return [];
  const word = target.text.slice(typed.start, typed.end).toLowerCase();
  return rankSnippets(library.snippets.values(), context).flatMap(({ snippet }, index) => {
    const prefix = bestPrefix(snippet.prefixes, word);
    if (isWholeComponent(snippet) && target.text.trim().toLowerCase() !== word) return [];
    return prefix === undefined ? [] : [completionOf(snippet, prefix, target, typed, index)];
  });
}

function typedWord(text: string, offset: number): Span | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const word = /[A-Za-z][\w-]*$/.exec(line)?.[0];
  if (word === undefined || word.length < 2) return undefined;
  const before = line.slice(0, line.length - word.length);
  return /[.\w'"`/@#$-]$/.test(before) ? undefined : { start: offset - word.length, end: offset };
}

/** The prefix that the word begins; else one that holds it at the start of a word. */
function bestPrefix(prefixes: readonly string[], word: string): string | undefined {
  return (
    prefixes.find((it) => it.startsWith(word)) ?? (word.length < 3 ? undefined : prefixes.find((it) => it.includes(`-${word}`)))
  );
}

function completionOf(
  snippet: Snippet,
  prefix: string,
  target: InsertionTarget,
  replace: Span,
  index: number,
): SnippetCompletion {
  const plan = planImports(snippet, target);
  const eol = lineEndOf(target.text);
  const body = layOut(snippet.body, { indent: target.indent ?? indentOf(target.text) ?? defaultIndent(target.language), eol });
  const touching = plan.changes.filter((it) => it.span.end >= replace.start && it.span.start <= replace.end);
  const block = touching.map((it) => it.text.trim()).join(eol);
  return {
    snippet: snippet.id,
    label: prefix,
    detail: `${snippet.inPattern.title} (${snippet.variant})`,
    documentation: documentationOf(snippet),
    template: block === '' ? body : escapeTemplate(block) + eol + eol + body,
    replace,
    changes: plan.changes.filter((it) => !touching.includes(it)),
    sortText: String(index).padStart(4, '0'),
  };
}

function documentationOf(snippet: Snippet): string {
  const list = (names: readonly string[]): string => names.map((it) => `\`${it}\``).join(', ');
  const lines = [snippet.description];
  if (snippet.dependencies !== undefined) lines.push(`Needs ${list(snippet.dependencies)}.`);
  if (snippet.environment !== undefined) lines.push(`Reads ${list(snippet.environment.map((it) => it.name))}.`);
  if (snippet.note !== undefined) lines.push(snippet.note);
  return lines.join('\n\n');
}
