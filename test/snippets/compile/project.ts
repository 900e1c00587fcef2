import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Path } from '#base/paths.ts';
import type { Snippet, SnippetLibrary } from '#snippets/library.ts';
import { planInsertion } from '#snippets/plan.ts';
import type { Ecosystem } from '#snippets/section.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A folder below `.cache/snippets` that is kept between runs, so that packages are installed once. */
export function cacheFolder(name: string): string {
  const folder = join(root, '.cache', 'snippets', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The repository's own folder, for its tools. */
export const repository = root;

/** The packages that the snippets of an ecosystem name, with their versions. */
export function packagesOf(library: SnippetLibrary, snippets: readonly Snippet[], ecosystem: Ecosystem): Map<string, string> {
  const names = new Set(snippets.flatMap((it) => [...(it.dependencies ?? []), ...(it.developmentDependencies ?? [])]));
  return new Map([...names].sort().map((name) => [name, library.versions[ecosystem]?.[name] ?? '']));
}

/** The snippets of one language, each as the files that an insertion into an otherwise empty project creates. */
export function filesOf(
  library: SnippetLibrary,
  snippet: Snippet,
  project: { readonly files: ReadonlyMap<Path, string>; readonly active: Path },
): Map<Path, string> {
  const view = { paths: [...project.files.keys()], read: (path: Path) => project.files.get(path) };
  const plan = planInsertion(library, view, { snippet: snippet.id, active: project.active, where: { kind: 'new' } });
  return new Map(plan?.files.flatMap((it) => (it.kind === 'create' ? [[it.path, it.text] as const] : [])));
}

/** Writes files into an emptied folder. */
export function writeFresh(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** Runs `install` unless the stamp in the folder says that this very list is installed. */
export function installOnce(folder: string, list: string, install: () => void): void {
  const stamp = join(folder, 'installed.txt');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === list) return;
  install();
  writeFileSync(stamp, list);
}

/** The output of a program and its exit code; throws where it cannot be started, with what to install. */
export function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly needs: string; readonly env?: Readonly<Record<string, string>> },
): { readonly code: number; readonly output: string } {
  const result = spawnSync(program, args, {
    cwd: options.cwd,
    encoding: 'utf8',
    env: { ...process.env, ...options.env },
    maxBuffer: 64 << 20,
  });
  if (result.error !== undefined) throw new Error(`${program} cannot be started: ${options.needs}`, { cause: result.error });
  return { code: result.status ?? 1, output: `${result.stdout}${result.stderr}` };
}

/** As `run`, for steps that have to succeed. */
export function mustRun(...[program, args, options]: Parameters<typeof run>): string {
  const { code, output } = run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed (${options.needs}):\n${output}`);
  return output;
}
