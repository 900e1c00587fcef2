import { folderOf, isWithin, type Path } from '#base/paths.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** A command that somebody types to build, start or test a unit. */
export interface Command {
  /** Where it is typed; '' for the root. */
  readonly folder: Path;
  readonly words: string;
  readonly purpose: 'install' | 'configure' | 'migrate' | 'develop' | 'build' | 'start' | 'test';
  /** The file that says so. */
  readonly source: Path;
}

/**
 * The commands of a unit in the order in which they are needed. What `run` of `tiebeam.json` says for its folder is not repeated from manifests;
 * a unit whose manifests name none has none.
 */
export function commandsOf(workspace: Workspace, unit: Unit): readonly Command[] {
  const found = [
    ...ofScripts(workspace, unit),
    ...ofPython(workspace, unit),
    ...ofGo(workspace, unit),
    ...ofCompose(workspace, unit),
  ];
  return found.sort((a, b) => PURPOSES.indexOf(a.purpose) - PURPOSES.indexOf(b.purpose));
}

const PURPOSES: readonly Command['purpose'][] = ['install', 'configure', 'migrate', 'develop', 'build', 'start', 'test'];

const SCRIPTS: readonly (readonly [RegExp, Command['purpose']])[] = [
  [/^(?:env:create|env:setup|setup)$/, 'configure'],
  [/^(?:(?:db|prisma):)?migrate(?::(?:up|deploy|dev|latest))?$|^migration:run$/, 'migrate'],
  [/^(?:dev|develop|start:dev|serve)$/, 'develop'],
  [/^build$/, 'build'],
  [/^(?:start|start:prod)$/, 'start'],
  [/^test$/, 'test'],
];

function ofScripts(workspace: Workspace, unit: Unit): Command[] {
  const { manifest, folder } = unit;
  const facts = manifest === undefined ? undefined : workspace.files.get(manifest)?.facts;
  if (manifest === undefined || facts?.kind !== 'package-manifest') return [];
  const runner = runnerOf(workspace, folder);
  const scripts = SCRIPTS.flatMap(([pattern, purpose]): Command[] =>
    facts.scripts
      .filter((it) => pattern.test(it.name))
      .slice(0, 1)
      .map((it) => ({ folder, words: `${runner} run ${it.name}`, purpose, source: manifest })),
  );
  return scripts.length === 0 ? [] : [{ folder, words: `${runner} install`, purpose: 'install', source: manifest }, ...scripts];
}

/** The package manager by what scripts and images call; npm where nothing says otherwise. */
function runnerOf(workspace: Workspace, folder: Path): string {
  const texts = [...workspace.files.values()].flatMap(({ path, facts }) => {
    if (facts.kind === 'dockerfile' && isWithin(folderOf(path), folder)) return facts.instructions.map((it) => it.arguments);
    if (facts.kind === 'package-manifest' && isWithin(folderOf(path), folder)) return facts.scripts.map((it) => it.command);
    return [];
  });
  return ['pnpm', 'yarn', 'bun'].find((name) => texts.some((it) => new RegExp(`(?:^|[\\s&;])${name}\\s`).test(it))) ?? 'npm';
}

function ofPython(workspace: Workspace, { files, folder }: Unit): Command[] {
  const manage = files.find((it) => /(?:^|\/)manage\.py$/.test(it));
  if (manage !== undefined) {
    const at = { folder: folderOf(manage), source: manage };
    return [
      { ...at, words: 'python manage.py migrate', purpose: 'migrate' },
      { ...at, words: 'python manage.py runserver', purpose: 'develop' },
    ];
  }
  const app = workspace.routesOf(workspace.unitOf(files[0] ?? folder)).routes.find((it) => it.framework === 'fastapi');
  const entry = app && files.find((it) => /(?:^|\/)main\.py$/.test(it) && hasServer(workspace, it));
  if (entry === undefined) return [];
  const module = entry.slice(folder === '' ? 0 : folder.length + 1, -'.py'.length).replaceAll('/', '.');
  return [{ folder, words: `uvicorn ${module}:app --reload`, purpose: 'develop', source: entry }];
}

function hasServer(workspace: Workspace, path: Path): boolean {
  const facts = workspace.files.get(path)?.facts;
  return facts?.kind === 'code' && facts.bindings.some((it) => it.name === 'app' && it.scope === 0);
}

function ofGo(workspace: Workspace, { files, folder, manifest }: Unit): Command[] {
  if (manifest?.endsWith('go.mod') !== true) return [];
  const mains = files.filter((path) => {
    const facts = workspace.files.get(path)?.facts;
    return (
      facts?.kind === 'code' &&
      facts.packageName === 'main' &&
      workspace.roleOf(path) === undefined &&
      facts.scopes.some((it) => it.fn?.name === 'main' && it.fn.owner === undefined)
    );
  });
  const runs = [...new Map(mains.map((it) => [folderOf(it), it] as const))].map(([at, source]): Command => {
    const inside = at === folder ? '.' : `./${folder === '' ? at : at.slice(folder.length + 1)}`;
    return { folder, words: `go run ${inside}`, purpose: purposeOf(at), source };
  });
  return [...runs, { folder, words: 'go test ./...', purpose: 'test', source: manifest }];
}

function purposeOf(folder: Path): Command['purpose'] {
  if (/(?:^|\/)migrat\w*$/.test(folder)) return 'migrate';
  return /(?:^|\/)setup$/.test(folder) ? 'configure' : 'start';
}

function ofCompose(workspace: Workspace, { folder }: Unit): Command[] {
  return [...workspace.files.values()].flatMap(({ path, facts }): Command[] =>
    facts.kind === 'compose' && folderOf(path) === folder && facts.services.length > 0
      ? [{ folder, words: 'docker compose up', purpose: 'start', source: path }]
      : [],
  );
}
