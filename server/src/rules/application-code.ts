import { fileName, type Path } from '#base/paths.ts';
import { isCode, type LiftedCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Role } from '#workspace/roles.ts';
import { perVisibleState, perWorkspace } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { Severity } from './finding.ts';

/** The file as code of the application itself; undefined for tests, generated files, scripts and the other roles but those let in. */
export function applicationCode(workspace: Workspace, file: LiftedFile, letIn: readonly Role[] = []): LiftedCode | undefined {
  const role = workspace.roleOf(file.path);
  if (!isCode(file) || (role !== undefined && !letIn.includes(role))) return undefined;
  return file;
}

/** All files with code of the application itself, by their paths and in their order. */
export const applicationFiles = perWorkspace((workspace): ReadonlyMap<Path, LiftedCode> => {
  const found = new Map<Path, LiftedCode>();
  for (const [path, file] of workspace.files) {
    const code = applicationCode(workspace, file);
    if (code) found.set(path, code);
  }
  return found;
});

/** One level less: error → warning → info → hint. */
export function oneLevelDown(severity: Severity): Severity {
  switch (severity) {
    case 'error':
      return 'warning';
    case 'warning':
      return 'info';
    default:
      return 'hint';
  }
}

/** How the function around a scope is called, for telling equal findings of a file apart. */
export function symbolAround(file: LiftedCode, scope: ScopeId): string {
  const found = enclosingFunction(file.facts, scope);
  return [found?.fn.owner, found?.fn.name].filter(Boolean).join('.');
}

/** Tells whether scope `inner` is `outer` or lies inside it. */
export function isInside(file: LiftedCode, inner: ScopeId, outer: ScopeId): boolean {
  for (let at: ScopeId | undefined = inner; at !== undefined && at >= outer; at = file.facts.scopes[at]?.parent)
    if (at === outer) return true;
  return false;
}

/** Tells whether only tests load a file, wherever it lies. */
export function isLoadedByTestsAlone(workspace: Workspace, path: Path): boolean {
  return /^test_/.test(fileName(path)) || loadedByTestsAlone(workspace).has(path);
}

const loadedByTestsAlone = perVisibleState((workspace): ReadonlySet<Path> => {
  const byTests = new Set<Path>();
  const byOthers = new Set<Path>();
  for (const { from, to } of workspace.edges) (workspace.roleOf(from) === 'test' ? byTests : byOthers).add(to);
  return new Set([...byTests].filter((it) => !byOthers.has(it)));
});

/** Tells whether a place belongs to a class that takes another's place while the real one is not there: `MockAuth`, `FakeMailer`. */
export function isStandIn({ scopes }: CodeFacts, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = scopes[at]?.parent)
    if (/^(?:Mock|Fake|Stub|Dummy)(?![a-z])|(?:Mock|Fake|Stub)$/.test(scopes[at]?.fn?.owner ?? '')) return true;
  return false;
}

/** Tells whether code runs while the program is developed alone: `if (process.env.NODE_ENV === 'development')`, `if (isDev)`. */
export function isForDevelopment({ scopes }: CodeFacts, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = scopes[at]?.parent) {
    const branch = scopes[at]?.branch;
    if (
      branch?.form === 'then' &&
      /^[^!]*===?\s*['"](development|dev|local)['"]\s*$|^\s*(import\.meta\.env\.DEV|__DEV__|isDev(elopment)?)\s*$/.test(
        branch.text,
      )
    )
      return true;
  }
  return false;
}

/** The path inside its unit's folder. */
export function pathInUnit(workspace: Workspace, path: Path): string {
  const { folder } = workspace.unitOf(path);
  return folder === '' ? path : path.slice(folder.length + 1);
}
