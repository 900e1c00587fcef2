import { globMatcher } from '#base/glob.ts';
import { folderOf, type Path } from '#base/paths.ts';
import type { Catalog } from '#concepts/catalog.ts';
import { conceptsOf, type LiftedFile } from '#concepts/lifted-file.ts';
import type { Configuration } from '#decisions/configuration.ts';
import type { CodeLanguage } from '#facts/code-facts.ts';
import type { Linker } from '#link/linker.ts';
import { collectClientCalls } from './collect-client-calls.ts';
import { composeRoutes } from './compose-routes.ts';
import type { EnvFilesInGit } from './env-files-in-git.ts';
import { type Environment, environmentOf } from './environment.ts';
import { LAYERS, type Layering, layerOf, layersOfFolder } from './layers.ts';
import { matchContract } from './match-contract.ts';
import { publishedVariables } from './published-variables.ts';
import { type Role, type RoleEvidence, roleOf } from './roles.ts';
import type { RouteTable } from './route-table.ts';
import { type Runtime, runtimesOf } from './runtime.ts';
import { findUnits, type Unit, unitOf } from './units.ts';
import type { Workspace } from './workspace.ts';

export interface WorkspaceInput {
  readonly files: ReadonlyMap<Path, LiftedFile>;
  readonly linker: Linker;
  readonly catalog: Catalog;
  readonly configuration: Configuration;
  readonly textOf: (path: Path) => string | undefined;
  readonly newFiles: ReadonlySet<Path> | undefined;
  readonly envFilesInGit?: EnvFilesInGit | undefined;
}

/** Builds the read model. What is dear is computed when first asked for and kept with the workspace. */
export function buildWorkspace(input: WorkspaceInput): Workspace {
  const { files, linker, catalog, configuration } = input;
  const kinds = Object.fromEntries(
    Object.entries(configuration.units).map(([folder, it]) => [folder === '.' ? '' : folder, unitKind(it.kind)]),
  );
  const units = findUnits(files, kinds);
  const unitOfPath = memo((path: Path) => unitOf(units, path));
  const overrides = LAYERS.flatMap((layer) => {
    const globs = layer === 'entrypoint' ? undefined : configuration.layers[layer];
    return globs ? [{ layer, matches: globMatcher(globs) }] : [];
  });
  const roleOverrides = {
    test: globMatcher(configuration.roles.test ?? []),
    script: globMatcher(configuration.roles.script ?? []),
    generated: globMatcher(configuration.roles.generated ?? []),
  };
  const roleEvidence = memo((path: Path): RoleEvidence | undefined => {
    const file = files.get(path);
    return file ? roleOf(file.facts, roleOverrides) : undefined;
  });
  const role = (path: Path): Role | undefined => roleEvidence(path)?.role;
  const answering = new Set([...files.values()].flatMap((it) => conceptsOf(it, 'route').flatMap((route) => route.answeredBy)));
  const answeringFiles = new Set([...answering].map((it) => it.slice(0, it.indexOf('#'))));
  const edges = [...files.keys()].flatMap((path) => linker.edges(path));
  const runtimes = runtimesOf(files, edges, unitOfPath);
  const runtimeOf = (path: Path) => runtimes.get(path) ?? 'unknown';
  const folderLayers = folderLayering();
  const layer = memo((path: Path): Layering | undefined => {
    const file = files.get(path);
    if (!file || role(path) !== undefined) return undefined;
    const unit = unitOfPath(path);
    const runtime = runtimeOf(path);
    return layerOf({
      file,
      unit,
      runtime,
      ofFolder: file.facts.kind === 'code' ? folderLayers(unit, folderOf(path), runtime, file.facts.language) : [],
      answersRoutes: answeringFiles.has(path),
      linker,
      catalog,
      overrides,
    });
  });
  const isConfigFile = globMatcher(configuration.layers.config ?? []);
  const environment = memo(
    (unit: Unit): Environment => environmentOf({ unit, files, roleOf: role, layerOf: layer, unitOf: unitOfPath, isConfigFile }),
  );
  let tables: ReadonlyMap<Unit, RouteTable> | undefined;
  const routes = (unit: Unit): RouteTable => {
    tables ??= composeRoutes({ files, units, roleOf: role, unitOf: unitOfPath });
    return tables.get(unit) ?? NO_ROUTES;
  };
  const clientCalls = once(() =>
    collectClientCalls({ files, linker, configuration, roleOf: role, runtimeOf, unitOf: unitOfPath }),
  );
  const contract = once(() => matchContract({ files, configuration, units, calls: clientCalls().calls, routesOf: routes }));
  return {
    visibleState: {},
    files,
    linker,
    catalog,
    configuration,
    units,
    unitOf: unitOfPath,
    roleOf: role,
    roleEvidenceOf: roleEvidence,
    layerOf: layer,
    runtimeOf,
    edges,
    answersRoutes: (path, name) => answering.has(`${path}#${name}`),
    routesOf: routes,
    clientCallsOf: memo((unit: Unit) => ({ calls: clientCalls().calls.filter((it) => it.unit === unit) })),
    contract,
    environmentOf: environment,
    publishedBy: memo((unit: Unit) => publishedVariables(unit, files, role)),
    textOf: input.textOf,
    newFiles: input.newFiles,
    envFilesInGit: input.envFilesInGit,
  };
}

const NO_ROUTES: RouteTable = { routes: [], openings: [] };

function unitKind(kind: string | undefined): Unit['kind'] | undefined {
  switch (kind) {
    case 'server':
    case 'frontend':
    case 'fullstack':
    case 'worker':
    case 'library':
    case 'tool':
      return kind;
    default:
      return undefined;
  }
}

/** Folders say the same of each of their files. */
function folderLayering(): (unit: Unit, folder: Path, runtime: Runtime, language: CodeLanguage) => readonly Layering[] {
  const known = new Map<string, readonly Layering[]>();
  return (unit, folder, runtime, language) => {
    const inside = unit.folder === '' ? folder : folder.slice(unit.folder.length + 1);
    const key = `${runtime} ${language} ${inside}`;
    const found = known.get(key) ?? layersOfFolder(inside, runtime, language);
    known.set(key, found);
    return found;
  };
}

function once<V>(compute: () => V): () => V {
  let known: { readonly value: V } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** Rules ask about one file after the other, so the last answer is at hand without a look-up. */
function memo<K extends string | object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  let lastKey: K | undefined;
  let last: V | undefined;
  return (key) => {
    if (key === lastKey) return last as V;
    let found = known.get(key);
    if (found === undefined && !known.has(key)) {
      found = compute(key);
      known.set(key, found);
    }
    lastKey = key;
    last = found;
    return found as V;
  };
}
