import type { Span } from '#base/span.ts';
import type { Dependency } from '#facts/manifest-facts.ts';

/**
 * Reads a requirement such as `psycopg[binary]>=3.1,<4; python_version >= "3.11"` (PEP 508). The version is what stands
 * between the extras and the marker; of `name @ address` it is the address. Undefined where no name is there.
 */
export function readRequirement(
  text: string,
  at: { readonly span: Span; readonly isDevelopment: boolean },
): Dependency | undefined {
  const match = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:(@)\s*)?(.*)$/s.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  const rest = match[3] ?? '';
  const version = (match[2] ? rest.split(/\s;/, 1)[0] : rest.split(';', 1)[0]) ?? '';
  return {
    name: normalisePythonName(name),
    version: version.trim().replace(/^\((.*)\)$/s, '$1'),
    isDevelopment: at.isDevelopment,
    span: at.span,
  };
}

/** A distribution's name as indexes compare it (PEP 503): `Flask_SQLAlchemy` is `flask-sqlalchemy`. */
export function normalisePythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Tells whether a group, an extra or a file of requirements is named for work on the project rather than for running it. */
export function isDevelopmentGroup(name: string): boolean {
  return DEVELOPMENT_WORDS.test(name);
}

const DEVELOPMENT_WORDS =
  /(?:^|[-_./])(?:all-dev|bench|benchmarks?|build|check|ci|coverage|debug|dev|develop|development|docs?|format|lint|linters?|linting|local|mypy|pre-commit|quality|qa|style|tests?|testing|tools?|tooling|types?|typing)(?:$|[-_./])/i;
