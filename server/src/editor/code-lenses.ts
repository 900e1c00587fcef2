import type { Path } from '#base/paths.ts';
import type { Span } from '#base/span.ts';
import { type Say, sayInEnglish } from '#base/translate.ts';
import type { Layer } from '#workspace/layers.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { callerCount, callersOf } from './call-places.ts';
import type { CodePlace } from './code-place.ts';
import { type LayerUse, servicePlace, serviceUses } from './layer-uses.ts';
import { routesIn, routeText } from './route-places.ts';

/** A line above a place of the code. Its words and what a click shows come when it is seen. */
export interface LensPlace {
  readonly span: Span;
  readonly subject: LensSubject;
}

export type LensSubject = 'route' | 'service';

export interface Lens {
  /** As a person reads it: `3 front-end calls`. */
  readonly title: string;
  /** What a click shows; at least one. */
  readonly places: readonly CodePlace[];
}

/** The lenses of a file, in its order. Nothing where there is nothing to say: a route that no front end calls has none. */
export function lensPlaces(workspace: Workspace, path: Path): readonly LensPlace[] {
  const routes = routesIn(workspace, path)
    // A function has its own lens where its routes are registered in another file.
    .filter((it) => it.role === 'registration' || it.routes.every((route) => route.path !== path))
    .filter((it) => callerCount(workspace, it.routes) > 0)
    .map((it): LensPlace => ({ span: it.span, subject: 'route' }));
  const service = servicePlace(workspace, path);
  return [...(service ? [{ span: service.span, subject: 'service' as const }] : []), ...routes];
}

/** The words and the places of one lens; undefined where it is not there any more. */
export function resolveLens(
  workspace: Workspace,
  path: Path,
  { span, subject }: LensPlace,
  say: Say = sayInEnglish,
): Lens | undefined {
  return subject === 'route' ? routeLens(workspace, path, span, say) : serviceLens(workspace, path, say);
}

function routeLens(workspace: Workspace, path: Path, span: Span, say: Say): Lens | undefined {
  const placed = routesIn(workspace, path).find((it) => it.span.start === span.start && it.span.end === span.end);
  const places = placed ? callersOf(workspace, placed.routes) : [];
  if (!placed || places.length === 0) return undefined;
  const calls = places.length === 1 ? say('1 front-end call') : say('{0} front-end calls', places.length);
  const [route] = placed.routes;
  // Above a function the path is not to be seen otherwise.
  const isNamed = placed.role === 'handler' && route !== undefined && placed.routes.length === 1;
  return { title: isNamed ? `${routeText(route)} · ${calls}` : calls, places };
}

function serviceLens(workspace: Workspace, path: Path, say: Say): Lens | undefined {
  const found = serviceUses(workspace, path);
  if (!found) return undefined;
  const { usedBy, uses } = found;
  const words = [
    ...(usedBy.length === 0 ? [] : [say('used by {0}', counted(usedBy, say))]),
    ...(uses.length === 0 ? [] : [say('uses {0}', counted(uses, say))]),
  ];
  return { title: words.join(' · '), places: [...usedBy, ...uses].flatMap((it) => it.places) };
}

function counted(found: readonly LayerUse[], say: Say): string {
  return found.map(({ layer, places }) => countedLayer(layer, places.length, say)).join(', ');
}

function countedLayer(layer: Layer, count: number, say: Say): string {
  const isOne = count === 1;
  switch (layer) {
    case 'controller':
      return isOne ? say('1 controller') : say('{0} controllers', count);
    case 'service':
      return isOne ? say('1 service') : say('{0} services', count);
    case 'repository':
      return isOne ? say('1 repository') : say('{0} repositories', count);
    case 'job':
      return isOne ? say('1 job') : say('{0} jobs', count);
    case 'client':
      return isOne ? say('1 client') : say('{0} clients', count);
    case 'component':
      return isOne ? say('1 component') : say('{0} components', count);
    case 'entrypoint':
      return isOne ? say('1 entrypoint') : say('{0} entrypoints', count);
    case 'middleware':
      return isOne ? say('1 middleware') : say('{0} middlewares', count);
    default:
      // No lens counts other layers.
      return isOne ? say('1 file') : say('{0} files', count);
  }
}
