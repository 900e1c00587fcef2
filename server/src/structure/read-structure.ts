import type { Path } from '#base/paths.ts';
import { LineIndex } from '#base/span.ts';
import { singularOf } from '#decisions/names.ts';
import { type Endpoint, endpointsOf } from '#handoff/endpoints.ts';
import type { ForbiddenImport, MapEdge, MapFeature, MapFile, MapRoute, MapUnit, StructureMap } from '#map/structure-map.ts';
import { applicationFiles } from '#rules/application-code.ts';
import type { Finding } from '#rules/finding.ts';
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
  const code = applicationFiles(workspace);
  const units: MapUnit[] = [];
  const features: MapFeature[] = [];
  const files: MapFile[] = [];
  const routes: MapRoute[] = [];
  const places = new Map<Path, number>();
  for (const unit of workspace.units) {
    const own = code.filter((it) => workspace.unitOf(it.path) === unit);
    if (own.length === 0) continue;
    const known = new Map(own.map((it) => [it.path, it]));
    const first = features.length;
    for (const feature of featuresOf(workspace, unit, [...known.keys()], options)) {
      for (const path of feature.files) {
        places.set(path, files.length);
        files.push({
          path,
          feature: features.length,
          layer: workspace.layerOf(path)?.layer ?? 'other',
          lines: known.get(path)?.facts.lineCount ?? 0,
          ...countsOf(findings.get(path) ?? []),
        });
      }
      features.push({ unit: units.length, name: feature.name ?? 'shared', isShared: feature.name === undefined });
    }
    const featureAt = (endpoint: Endpoint): number => featureOfRoute(endpoint, { features, files, places, first });
    for (const endpoint of endpointsOf(withKeptTexts(workspace), unit)) routes.push(routeOf(endpoint, featureAt(endpoint)));
    units.push({ folder: unit.folder, name: unit.folder === '' ? name : unit.folder, kind: unit.kind });
  }
  return {
    name,
    units,
    features,
    files,
    edges: edgesOf(workspace, places),
    forbidden: forbiddenImports(workspace, findings, places),
    routes,
  };
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
  readonly features: readonly MapFeature[];
  readonly files: readonly MapFile[];
  readonly places: ReadonlyMap<Path, number>;
  /** The first feature of the unit; those after it are its others. */
  readonly first: number;
}

/** The feature of the file that answers. Where that is shared, the path tells: `/orders` is about orders. */
function featureOfRoute(endpoint: Endpoint, { features, files, places, first }: Placed): number {
  const at = files[places.get(endpoint.place.path) ?? -1]?.feature;
  if (at !== undefined && features[at]?.isShared === false) return at;
  const word = singularOf(endpoint.feature);
  const byPath = features.findIndex((it, index) => index >= first && !it.isShared && singularOf(it.name) === word);
  return byPath >= 0 ? byPath : (at ?? features.length - 1);
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
