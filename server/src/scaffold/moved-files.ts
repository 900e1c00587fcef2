import { folderOf, joinPath, type Path, relativePath } from '#base/paths.ts';
import { escaped } from '#base/regular-expression.ts';
import { failure, type Problem, type Result, success } from '#base/result.ts';
import type { Move } from './part-manifest.ts';
import { sortedPythonStatements } from './python-imports.ts';
import { sortedTypescriptStatements } from './typescript-imports.ts';

// Lays the rendered files of a project out in another way. The templates know one layout; what another one differs in is a list of moves.

/** Where a path goes: as the first move has it that fits, or where it is. Gives nothing for a file that the other layout does not have. */
export type Mover = (path: Path) => Path | undefined;

/** In `from`, `{name}` stands for a part of a segment of the path, and comes back in `to`. */
export function createMover(moves: readonly Move[]): Mover {
  const steps = moves.map(({ from, to }) => ({ pattern: patternOf(from), to }));
  return (path) => {
    for (const { pattern, to } of steps) {
      const match = pattern.exec(path);
      if (match === null) continue;
      return to?.replace(/\{(\w+)\}/g, (_, name: string) => match.groups?.[name] ?? '');
    }
    return path;
  };
}

/**
 * Moves the files, and has everything follow that names them: imports of TypeScript and Python, which are sorted again, and paths in any
 * text, from the project folder or from the folder of the app. Two files at one place are a problem.
 */
export function moveFiles(files: ReadonlyMap<Path, string>, moves: readonly Move[]): Result<ReadonlyMap<Path, string>> {
  if (moves.length === 0) return success(files);
  const mover = createMover(moves);
  const renamed = renamings(files, mover);
  const moved = new Map<Path, string>();
  const problems: Problem[] = [];
  for (const [from, text] of files) {
    const to = mover(from);
    if (to === undefined) continue;
    if (moved.has(to)) problems.push({ path: [to], message: `is where two files are moved to, one of them ${from}` });
    moved.set(to, followed(text, { from, to, mover, renamed }));
  }
  return problems.length > 0 ? failure(...problems) : success(moved);
}

interface Renamings {
  /** Matches every old name, longest first, with nothing around it that would make it another one. */
  readonly pattern: RegExp;
  readonly names: ReadonlyMap<string, string>;
}

/** Old and new names of the moved files: paths without the folder of the app, and modules of Python. */
function renamings(files: ReadonlyMap<Path, string>, mover: Mover): Renamings | undefined {
  const names = new Map<string, string>();
  for (const from of files.keys()) {
    const to = mover(from);
    if (to === undefined || to === from) continue;
    names.set(belowApp(from), belowApp(to));
    if (from.endsWith('.py')) names.set(moduleOf(from), moduleOf(to));
  }
  if (names.size === 0) return undefined;
  const longestFirst = [...names.keys()].toSorted((one, other) => other.length - one.length).map(escaped);
  return { pattern: new RegExp(`(?<![\\w.-])(?<!\\.\\.?/)(?:${longestFirst.join('|')})(?![\\w-])`, 'g'), names };
}

function followed(
  text: string,
  { from, to, mover, renamed }: { from: Path; to: Path; mover: Mover; renamed: Renamings | undefined },
): string {
  const named = renamed === undefined ? text : text.replace(renamed.pattern, (name) => renamed.names.get(name) ?? name);
  if (from.endsWith('.py')) return named === text ? text : sortedPythonStatements(named);
  if (!from.endsWith('.ts') && !from.endsWith('.tsx')) return named;
  const imported = named.replace(relativeSpecifier, (whole, before: string, specifier: string) => {
    const target = joinPath(folderOf(from), specifier);
    const place = target && mover(target);
    return place === undefined ? whole : before + relativePath(folderOf(to), place);
  });
  return imported === named ? named : sortedTypescriptStatements(imported);
}

/** `from './a.ts'`, `import('./a.ts')`, `import './a.ts'`, `vi.mock('./a.ts')`. */
const relativeSpecifier = /(\b(?:from|import|mock)[ (]')(\.{1,2}\/[^']+)(?=')/g;

function patternOf(from: string): RegExp {
  const source = from
    .split(/(\{\w+\})/)
    .map((it) => (/^\{\w+\}$/.test(it) ? `(?<${it.slice(1, -1)}>[^/]+?)` : escaped(it)))
    .join('');
  return new RegExp(`^${source}$`);
}

function belowApp(path: Path): Path {
  return path.slice(path.indexOf('/') + 1);
}

function moduleOf(path: Path): string {
  return belowApp(path)
    .replace(/(\/__init__)?\.py$/, '')
    .replaceAll('/', '.');
}
