import { LineIndex } from '#base/span.ts';
import type { Directive } from '#facts/directive.ts';
import type { Finding } from '#rules/finding.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Tells whether a comment in the finding's file switches it off: ours, or one of another linter that says the same. */
export function isSuppressed(finding: Pick<Finding, 'rule' | 'path' | 'span'>, workspace: Workspace): boolean {
  const directives = workspace.files.get(finding.path)?.facts;
  const own = directives && 'directives' in directives ? directives.directives.filter((it) => names(it, finding.rule)) : [];
  if (own.length === 0) return false;
  if (own.some((it) => it.form === 'file')) return true;
  const text = workspace.textOf(finding.path);
  if (text === undefined) return false;
  const { line } = new LineIndex(text).positionAt(finding.span.start);
  if (own.some((it) => (it.form === 'next-line' && it.line + 1 === line) || (it.form === 'line' && it.line === line)))
    return true;
  const starts = own.filter((it) => it.form === 'start' && it.line <= line).length;
  const ends = own.filter((it) => it.form === 'end' && it.line < line).length;
  return starts > ends;
}

/** What other linters call the same thing: codes of ruff, ESLint and its plugins, golangci-lint. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  'errors/swallowed-error': ['no-empty', 'S110', 'S112', 'BLE001', 'E722', 'SIM105', 'errcheck', 'nilerr', 'no-useless-catch'],
  'config/env-read-outside-config': ['n/no-process-env', 'node/no-process-env', 'no-process-env', 'forbidigo'],
  'structure/circular-dependency': ['import/no-cycle', 'import-x/no-cycle', 'cyclic-import', 'R0401', 'PLR0401'],
  'structure/layer-import-violation': ['boundaries/element-types', 'boundaries/dependencies', 'depguard'],
  'db/n-plus-one-query': ['no-await-in-loop'],
};

function names(directive: Directive, rule: string): boolean {
  if (directive.foreign) {
    const codes = FOREIGN[rule] ?? [];
    // A bare `noqa` or `nolint` switches everything off on its line.
    if (directive.rules.length === 0) return directive.foreign !== 'eslint' && directive.form !== 'file';
    return directive.rules.some((it) => codes.includes(it));
  }
  return directive.rules.some((it) => it === rule || (it.endsWith('/*') && rule.startsWith(it.slice(0, -1))));
}
