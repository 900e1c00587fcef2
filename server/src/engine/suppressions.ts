import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import type { Directive } from '#facts/directive.ts';
import type { Finding } from '#rules/finding.ts';
import type { DirectiveState } from '#rules/rule.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { foreignCodes } from './foreign-codes.ts';

/** The comments of one file that switch findings off. It remembers what each of them did. */
export interface Suppressions {
  /** Tells whether a comment switches the finding off: ours, or one of another linter that says the same. */
  readonly silences: (finding: Pick<Finding, 'rule' | 'span'>) => boolean;
  /** Our own comments with what they did so far, in the order of the file. */
  readonly states: () => readonly DirectiveState[];
}

/**
 * The suppressions of a file; undefined where it has none. `today` is a date as `YYYY-MM-DD`; a comment that held until an earlier
 * day does nothing any more.
 */
export function suppressionsOf(workspace: Workspace, path: Path, today: string): Suppressions | undefined {
  const { honoursForeign, directives } = relevantDirectives(workspace, path);
  if (directives.length === 0) return undefined;
  const silenced = new Map<Directive, Set<string>>();
  const active = directives.filter((it) => !isExpired(it, today) && (honoursForeign || it.foreign === undefined));
  let index: LineIndex | undefined;
  const lineOf = (offset: number): number | undefined => {
    const text = index === undefined ? workspace.textOf(path) : '';
    if (text === undefined) return undefined;
    index ??= new LineIndex(text);
    return index.positionAt(offset).line;
  };
  const byId = (directive: Directive, rule: string): boolean => {
    const names = namesOf(directive, rule);
    if (names.length === 0) return false;
    const known = silenced.get(directive) ?? new Set();
    for (const name of names) known.add(name);
    silenced.set(directive, known);
    return true;
  };
  return {
    silences: ({ rule, span }) => {
      const speaking = active.filter((it) => namesOf(it, rule).length > 0);
      if (speaking.length === 0) return false;
      const wholeFile = speaking.filter((it) => it.form === 'file');
      const line = speaking.length > wholeFile.length ? lineOf(span.start) : undefined;
      const meant = [...wholeFile, ...(line === undefined ? [] : atLine(speaking, directives, line))];
      for (const it of meant) byId(it, rule);
      return meant.length > 0;
    },
    states: () =>
      directives
        .filter((it) => it.foreign === undefined)
        .map((directive) => ({
          directive,
          silenced: silenced.get(directive) ?? new Set(),
          isExpired: isExpired(directive, today),
        })),
  };
}

function relevantDirectives(
  workspace: Workspace,
  path: Path,
): { readonly honoursForeign: boolean; readonly directives: readonly Directive[] } {
  const facts = workspace.files.get(path)?.facts;
  return { honoursForeign: workspace.configuration.suppress.foreign, directives: facts?.directives ?? [] };
}

/** The directives that hold for a line, blocks included. A block that is opened and never closed holds to the end of the file. */
function atLine(speaking: readonly Directive[], all: readonly Directive[], line: number): Directive[] {
  const near = speaking.filter(
    (it) => (it.form === 'line' && it.line === line) || (it.form === 'next-line' && lineBelow(it, all) === line),
  );
  let open: Directive[] = [];
  for (const it of speaking) {
    if (it.form === 'start' && it.line <= line) open.push(it);
    else if (it.form === 'end' && it.line < line) open = open.slice(0, -1);
  }
  return [...near, ...open];
}

/** Comments that stand on top of each other all speak of the first line below them. */
function lineBelow(directive: Directive, all: readonly Directive[]): number {
  let line = directive.line + 1;
  while (all.some((it) => it.line === line && it.form === 'next-line')) line += 1;
  return line;
}

function isExpired(directive: Directive, today: string): boolean {
  return directive.until !== undefined && directive.until < today;
}

/** What in the directive names the rule: its id or a wildcard of its section; for another linter, its code. */
function namesOf(directive: Directive, rule: string): readonly string[] {
  if (directive.foreign) {
    const codes = foreignCodes(rule);
    // A bare `noqa` or `nolint` switches everything off on its line.
    if (directive.rules.length === 0)
      return directive.foreign !== 'eslint' && directive.foreign !== 'biome' && directive.form !== 'file' ? ['*'] : [];
    return directive.rules.filter((it) => codes.includes(it));
  }
  return directive.rules.filter((it) => it === rule || (it.endsWith('/*') && rule.startsWith(it.slice(0, -1))));
}
