import type { Path } from '#base/paths.ts';
import type { Value } from '#facts/value.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { FunctionPlace, Route } from '../kinds/routing.ts';
import { pathOfExpression } from '../requests/url-expression.ts';
import { constantText, constantTexts, type Seen } from './constant-text.ts';
import { here, routeBase } from './lift-url-pattern.ts';
import { functionPlace, receiverPlace } from './router-place.ts';
import { viewClass, viewMembers } from './view-class.ts';

/** `router.register('orders', OrderViewSet)`: a list route, a detail route, and one for each further action. */
export function liftResource(site: CallSite, model: Extract<CallModel, { is: 'resource' }>): Concept[] {
  const { facts, call, linker, id } = site;
  const prefix = call.args[model.path] ?? keyword(call, 'prefix');
  const view = call.args[model.view] ?? keyword(call, 'viewset');
  if (!prefix || !view) return [];
  const text = constantText(linker, here(site, prefix));
  const path = text === undefined ? undefined : pathOfExpression(text).replace(/^\/|\/$/g, '');
  const router = receiverPlace(site, facts.path, id);
  const found = viewClass(site, here(site, view));
  const members = found ? viewMembers(site, found.path, found.name) : undefined;
  const routes =
    found && members
      ? actionsOf(site, found, members)
      : [
          { suffix: '', methods: ['ANY'], answers: {} },
          { suffix: '{pk}/', methods: ['ANY'], answers: {} },
        ];
  return routes.map(
    ({ suffix, methods, answers }): Route => ({
      ...routeBase(site),
      ...(router !== undefined && { router }),
      ...(path !== undefined && { path: `${path === '' ? '' : `${path}/`}${suffix}` }),
      method: methods.length === 1 ? (methods[0] ?? 'ANY') : 'ANY',
      ...(methods.length > 1 && { methods }),
      answers,
      chain: members?.chain ?? [],
    }),
  );
}

function actionsOf(
  site: CallSite,
  view: { readonly path: Path; readonly name: string },
  members: NonNullable<ReturnType<typeof viewMembers>>,
): { readonly suffix: string; readonly methods: readonly string[]; readonly answers: Readonly<Record<string, FunctionPlace>> }[] {
  const own = site.linker.names(view.path)?.facts;
  const lookup = own?.classes.find((it) => it.name === view.name)?.fields.find((it) => it.name === 'lookup_field')?.value;
  const name = lookup?.kind === 'literal' && typeof lookup.value === 'string' ? lookup.value : 'pk';
  const has = (it: string) => members.methods.has(it) || members.provided.has(it);
  const allowed = (it: string) => members.allowed?.includes(it) ?? true;
  const grouped = (suffix: string, actions: readonly (readonly [string, string])[]) => {
    const present = actions.filter(([action, method]) => has(action) && allowed(method));
    if (present.length === 0) return [];
    const answers = Object.fromEntries(
      present.flatMap(([action, method]) => {
        const place = functionPlace(site, members.methods.get(action));
        return place ? [[method, place] as const] : [];
      }),
    );
    return [{ suffix, methods: present.map(([, method]) => method), answers }];
  };
  const extra = [...members.methods].flatMap(([action, at]) => {
    const facts = site.linker.names(at.path)?.facts;
    const decorator = facts?.scopes[at.scope]?.fn?.decorators.find((it) => it.path.at(-1) === 'action');
    const call = decorator?.call === undefined ? undefined : facts?.calls[decorator.call];
    if (!facts || !call) return [];
    const seen = (value: Value): Seen => ({ path: at.path, scope: 0, value });
    const list = keyword(call, 'methods');
    const named = keyword(call, 'url_path');
    const detail = keyword(call, 'detail');
    const methods = (list ? constantTexts(site.linker, seen(list)) : undefined)?.map((it) => it.toUpperCase()) ?? ['GET'];
    const path = named ? constantText(site.linker, seen(named)) : action;
    const place = functionPlace(site, at);
    if (path === undefined) return [];
    const isDetail = detail?.kind === 'literal' && detail.value === true;
    const suffix = `${isDetail ? `{${name}}/` : ''}${pathOfExpression(path)}/`;
    return [{ suffix, methods, answers: place ? Object.fromEntries(methods.map((it) => [it, place])) : {} }];
  });
  return [
    ...extra,
    ...grouped('', [
      ['list', 'GET'],
      ['create', 'POST'],
    ]),
    ...grouped(`{${name}}/`, [
      ['retrieve', 'GET'],
      ['update', 'PUT'],
      ['partial_update', 'PATCH'],
      ['destroy', 'DELETE'],
    ]),
  ];
}
