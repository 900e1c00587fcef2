import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { variableNames } from './variable-places.ts';

/** A name that may stand at a place. */
export interface NameCompletion {
  readonly label: string;
  /** A few words behind the label. */
  readonly detail: string;
  /** What is written instead of `replace`. */
  readonly text: string;
  readonly replace: Span;
  /** Orders by fit: the best is the lowest. */
  readonly sortText: string;
}

/** A rule as completions show it. */
export interface NamedRule {
  readonly id: string;
  readonly title: string;
}

/**
 * Inside a suppression comment its directives, and behind one the rules that it does not name yet, those with findings nearby first;
 * undefined outside of such a comment.
 */
export function completeSuppression(
  text: string,
  offset: number,
  rules: readonly NamedRule[],
  isNearby: (rule: string) => boolean,
): readonly NameCompletion[] | undefined {
  const line = lineBefore(text, offset);
  const word = /(?:\/\/|#|--|\/\*|<!--)\s*(tiebeam[\w-]*)$/.exec(line)?.[1];
  if (word !== undefined) {
    const replace = { start: offset - word.length, end: offset };
    return DIRECTIVES.map(([name, detail], index) => item(`tiebeam-ignore-${name}`, detail, replace, index));
  }
  const names =
    /(?:\/\/|#|--|\/\*|<!--)\s*tiebeam-ignore-(?:next-line|line|start|end|file)\s+((?:[\w/,=-]+[\s,]+)*)([\w/-]*)$/.exec(line);
  if (!names) return undefined;
  const [, before = '', typed = ''] = names;
  if (/(^|\s)--(\s|$)/.test(before) || typed.startsWith('--')) return [];
  const named = new Set(before.split(/[\s,]+/));
  const replace = { start: offset - typed.length, end: offset };
  return rules
    .filter((it) => !named.has(it.id))
    .sort((a, b) => Number(isNearby(b.id)) - Number(isNearby(a.id)) || (a.id < b.id ? -1 : 1))
    .map((it, index) => item(it.id, it.title, replace, index));
}

/** The variables that a unit knows, where the environment is read by name or an env file is written; undefined elsewhere. */
export function completeVariable(
  workspace: Workspace,
  path: Path,
  text: string,
  offset: number,
): readonly NameCompletion[] | undefined {
  const line = lineBefore(text, offset);
  const isEnvFile = /(^|\/)\.env(\.|$)/.test(path);
  const word = isEnvFile ? /^\s*(?:export\s+)?(\w*)$/.exec(line)?.[1] : readOf(path, line);
  if (word === undefined) return undefined;
  const there = new Set(isEnvFile ? text.split('\n').flatMap((it) => /^\s*(?:export\s+)?(\w+)\s*=/.exec(it)?.[1] ?? []) : []);
  const replace = { start: offset - word.length, end: offset };
  return variableNames(workspace, path)
    .filter((it) => !there.has(it.name))
    .map(({ name, from }, index) => ({ ...item(name, from, replace, index), text: isEnvFile ? `${name}=` : name }));
}

/** What each directive is for. */
const DIRECTIVES = [
  ['next-line', 'the line below'],
  ['line', 'this line'],
  ['file', 'the whole file'],
  ['start', 'from here on'],
  ['end', 'up to here'],
] as const;

function readOf(path: Path, line: string): string | undefined {
  for (const [files, read] of READS) if (files.test(path)) return read.exec(line)?.[1];
  return undefined;
}

const READS = [
  [/\.py$/, /\b(?:environ(?:\.get\(|\.setdefault\(|\[)|getenv\()\s*['"](\w*)$/],
  [/\.go$/, /\bos\.(?:Getenv|LookupEnv)\(\s*"(\w*)$/],
  [
    /\.([cm]?[jt]sx?|vue)$/,
    /\b(?:(?:process\.env|import\.meta\.env|Bun\.env)(?:\?)?(?:\.|\[\s*['"`])|Deno\.env\.get\(\s*['"`])(\w*)$/,
  ],
] as const;

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}

function item(label: string, detail: string, replace: Span, index: number): NameCompletion {
  return { label, detail, text: label, replace, sortText: String(index).padStart(4, '0') };
}
