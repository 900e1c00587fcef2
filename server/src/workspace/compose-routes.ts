import type { Path } from '#base/paths.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { Linker } from '#link/linker.ts';
import type { Role } from './roles.ts';
import type { ComposedRoute, RouteSegment, RouteTable } from './route-table.ts';
import type { Unit } from './units.ts';

export interface RouteInput {
  readonly unit: Unit;
  readonly files: ReadonlyMap<Path, LiftedFile>;
  readonly linker: Linker;
  readonly roleOf: (path: Path) => Role | undefined;
  readonly unitOf: (path: Path) => Unit;
}

/** Composes the routes of a unit; without routes the table is empty. */
export function composeRoutes({ unit, files, roleOf, unitOf }: RouteInput): RouteTable {
  const routes: ComposedRoute[] = [];
  for (const file of files.values()) {
    if (unitOf(file.path) !== unit || roleOf(file.path) !== undefined) continue;
    file.visible.forEach((concept, index) => {
      if (concept.kind !== 'route') return;
      routes.push({
        unit,
        framework: concept.framework,
        method: concept.method,
        segments: concept.path === undefined ? undefined : segmentsOf(concept.path),
        path: file.path,
        concept: index,
        ...(concept.handler !== undefined && { handler: { path: file.path, scope: concept.handler } }),
        chain: [],
        isChainOpen: true,
      });
    });
  }
  return { routes, openings: [] };
}

function segmentsOf(path: string): RouteSegment[] {
  return path
    .split('/')
    .filter((it) => it !== '')
    .map((text) => {
      const parameter = /^(?::(\w+)|\{(\w+)\}|<(?:\w+:)?(\w+)>)$/.exec(text);
      const name = parameter?.[1] ?? parameter?.[2] ?? parameter?.[3];
      return name === undefined ? { kind: 'literal', text } : { kind: 'parameter', name };
    });
}
