import type { Span } from '#base/span.ts';
import type { Evidence } from '#checklist/verdict.ts';
import type { ChecklistItem } from '#decisions/checklist-items.ts';
import type { SnippetLibrary } from '#snippets/library.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { spanOf } from './check-rules.ts';

/** The current place of a piece of evidence; the start of the file where only the file speaks, or its place is gone. */
export function evidenceSpan(workspace: Workspace, { path, at }: Evidence): Span {
  return spanOf(workspace, path, at) ?? { start: 0, end: 0 };
}

/** The pattern of the snippet library that brings an item: the one that it names, else one that replaces what its rules report. */
export function patternFor({ patterns }: SnippetLibrary, { pattern, rules = [] }: ChecklistItem): string | undefined {
  if (pattern !== undefined && patterns.has(pattern)) return pattern;
  for (const [id, it] of patterns) if (it.replaces.some((rule) => rules.includes(rule))) return id;
  return undefined;
}
