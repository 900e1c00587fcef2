import type { Path } from '#base/paths.ts';
import { type Say, sayInEnglish } from '#base/translate.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { callAt } from './call-places.ts';
import { callHover, type HoverText, type LinkTo, routeHover, variableHover } from './hover-text.ts';
import { routesAt } from './navigation.ts';
import { variableAt } from './variable-places.ts';

/** What the workspace knows about the place under a cursor: a route, a front-end request or an environment variable. */
export function hoverAt(
  workspace: Workspace,
  path: Path,
  offset: number,
  linkTo: LinkTo,
  say: Say = sayInEnglish,
): HoverText | undefined {
  const routes = routesAt(workspace, path, offset);
  if (routes) return routeHover(workspace, routes, linkTo, say);
  const call = callAt(workspace, path, offset);
  const text = call && callHover(workspace, call, linkTo, say);
  if (text && text.markdown !== '') return text;
  const variable = variableAt(workspace, path, offset);
  return variable && variableHover(variable.view, variable.span, linkTo, say);
}
