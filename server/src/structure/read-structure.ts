import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import { singularOf } from '#decisions/names.ts';
import { type Endpoint, endpointsOf } from '#handoff/endpoints.ts';
import type { ForbiddenImport, MapEdge, MapFeature, MapFile, MapLayer, MapRoute, StructureMap } from '#map/structure-map.ts';
import { applicationFiles } from '#rules/application-code.ts';
import type { Finding } from '#rules/finding.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type FeatureOptions, featuresOf } from './features.ts';

export interface StructureInput {
  readonly workspace: Workspace;
  /** What the project is called. */
  readonly name: string;
  /** Those that are shown: what is suppressed, switched off or held back is not among them. */
  readonly findings: ReadonlyMap<Path, readonly Finding[]>;
  readonly features: FeatureOptions;
}

/** Rules whose findings stand at an import that should not be there, with the imported file as their first related place. */
const IMPORT_RULES: ReadonlySet<string> = new Set(['structure/layer-import-violation', 'structure/circular-dependency']);

/**
 * The map of a workspace: the code of the application by unit, feature and layer, who imports whom, and which of those imports a rule objects to. Tests,
 * generated files and scripts are left out. Empty lists where there is no code.
 */
export function readStructure({ workspace, name, findings, features: options }: StructureInput): StructureMap {
  const { units, features, parts, places, edges } = skeletonOf(workspace, options);
  const files = parts.map(({ path, feature, layer }): MapFile => {
    const facts = workspace.files.get(path)?.facts;
    const lines = facts?.kind === 'code' ? facts.lineCount : 0;
    return { path, feature, layer, lines, ...countsOf(findings.get(path) ?? []) };
  });
  return {
    name,
    units: units.map(({ folder, kind }) => ({ folder, name: folder === '' ? name : folder, kind })),
    features,
    files,
    edges,
    forbidden: forbiddenImports(workspace, findings, places),
    routes: routesOf(workspace, { units, features, files, places }),
  };
}

/** What stays while an edit changes nothing that other files can see. */
interface Skeleton {
  readonly units: readonly Unit[];
  readonly features: readonly MapFeature[];
  /** The files in the order of the map. */
  readonly parts: readonly { readonly path: Path; readonly feature: number; readonly layer: MapLayer }[];
  readonly places: ReadonlyMap<Path, number>;
  readonly edges: readonly MapEdge[];
}

/** The options come from the configuration, and a new one makes a new visible state. */
const KEPT = new WeakMap<object, Skeleton>();

function skeletonOf(workspace: Workspace, options: FeatureOptions): Skeleton {
  const known = KEPT.get(workspace.visibleState);
  if (known) return known;
  const byUnit = new Map<Unit, Path[]>(workspace.units.map((it) => [it, []]));
  for (const path of applicationFiles(workspace).keys()) byUnit.get(workspace.unitOf(path))?.push(path);
  const units = workspace.units.filter((it) => (byUnit.get(it) ?? []).length > 0);
  const features: MapFeature[] = [];
  const parts: Skeleton['parts'][number][] = [];
  for (const [index, unit] of units.entries()) {
    for (const { name, files } of featuresOf(workspace, unit, byUnit.get(unit) ?? [], options)) {
      for (const path of files) parts.push({ path, feature: features.length, layer: workspace.layerOf(path)?.layer ?? 'other' });
      features.push({ unit: index, name: name ?? 'shared', isShared: name === undefined });
    }
  }
  const places = new Map(parts.map(({ path }, index) => [path, index]));
  const made = { units, features, parts, places, edges: edgesOf(workspace, places) };
  KEPT.set(workspace.visibleState, made);
  return made;
}

function countsOf(findings: readonly Finding[]): Pick<MapFile, 'errors' | 'warnings' | 'infos'> {
  const count = (severity: Finding['severity']): number => findings.filter((it) => it.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}

function edgesOf(workspace: Workspace, places: ReadonlyMap<Path, number>): MapEdge[] {
  const seen = new Set<string>();
  return workspace.edges.flatMap((edge) => {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    const key = `${from} ${to}`;
    if (from === undefined || to === undefined || from === to || seen.has(key)) return [];
    seen.add(key);
    return [{ from, to }];
  });
}

function forbiddenImports(
  workspace: Workspace,
  findings: ReadonlyMap<Path, readonly Finding[]>,
  places: ReadonlyMap<Path, number>,
): ForbiddenImport[] {
  return [...places].flatMap(([path, from]) => {
    const own = (findings.get(path) ?? []).filter((it) => IMPORT_RULES.has(it.rule));
    const index = own.length > 0 ? new LineIndex(workspace.textOf(path) ?? '') : undefined;
    return own.map(({ rule, severity, message, span, related }) => {
      const to = related[0] && places.get(related[0].path);
      const line = (index?.positionAt(span.start).line ?? 0) + 1;
      return { from, ...(to !== undefined && { to }), rule, severity, message, line };
    });
  });
}

interface Placed {
  readonly units: readonly Unit[];
  readonly features: readonly MapFeature[];
  readonly files: readonly MapFile[];
  readonly places: ReadonlyMap<Path, number>;
}

function routesOf(workspace: Workspace, placed: Placed): MapRoute[] {
  const texts = withKeptTexts(workspace);
  return placed.units.flatMap((unit, index) => {
    const own = placed.features.flatMap((it, at) => (it.unit === index ? [at] : []));
    const named = new Map(own.map((at) => [singularOf(placed.features[at]?.name ?? ''), at]));
    return endpointsOf(texts, unit).map((it) => routeOf(it, featureOfRoute(it, placed, named) ?? own.at(-1) ?? 0));
  });
}

/** The feature of the file that answers. Where that is shared, the path tells: `/orders` is about orders. */
function featureOfRoute(
  endpoint: Endpoint,
  { features, files, places }: Placed,
  named: ReadonlyMap<string, number>,
): number | undefined {
  const at = files[places.get(endpoint.place.path) ?? -1]?.feature;
  if (at !== undefined && features[at]?.isShared === false) return at;
  return named.get(singularOf(endpoint.feature)) ?? at;
}

function routeOf({ method, path, handler, place }: Endpoint, feature: number): MapRoute {
  return { feature, method, path, handler, file: place.path, line: place.line ?? 1 };
}

/** Many routes stand in one file, which is then read once. */
function withKeptTexts(workspace: Workspace): Workspace {
  const texts = new Map<Path, string | undefined>();
  const textOf = (path: Path): string | undefined => {
    if (!texts.has(path)) texts.set(path, workspace.textOf(path));
    return texts.get(path);
  };
  return { ...workspace, textOf };
}
