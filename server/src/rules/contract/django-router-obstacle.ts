import { type FixObstacle, obstacle } from '#fixes/obstacle.ts';
import { worded } from '#fixes/wording.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Says why no route is written where a router of the REST framework makes the nearest ones. */
export function routerObstacle(workspace: Workspace, near: readonly ComposedRoute[]): FixObstacle | undefined {
  const route = near.find((it) => it.framework === 'django-rest-framework');
  const concept = route?.concept === undefined ? undefined : workspace.files.get(route.path)?.visible[route.concept];
  return route && obstacle(route.path, concept?.kind === 'route' ? concept.span : undefined, ROUTER);
}

const ROUTER = worded`A router makes these routes of the actions that a view set has. Give the view set an action for this request, with \`@action\` where it is none of the usual ones.`;
