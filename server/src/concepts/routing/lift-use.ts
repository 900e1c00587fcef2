import type { Value } from '#facts/value.ts';
import { follow, followValue, functionAt } from '#link/follow.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import { constantText, constantTexts, isPathLike, type Seen } from './constant-text.ts';
import { liftRoute } from './lift-route.ts';
import { loadedFolder } from './loaded-folder.ts';
import { roundsOf } from './loop-rows.ts';
import { linkOf, linksOf, roleByName } from './middleware-role.ts';
import { callbackPlace, mountOf } from './mount-parts.ts';
import { isConditional, targetOf } from './registration.ts';
import { registeredOn, routerPlace } from './router-place.ts';

/** `use(path?, …)`: routers become mounts, everything else a middleware with the role that its own meaning gives it. */
export function liftUse(site: CallSite, model: Extract<CallModel, { is: 'use' }>): Concept[] {
  const { call, linker } = site;
  if (model.mayAnswer && answersAtPath(site)) return liftRoute(site, { on: [], is: 'route', method: 'ANY', path: 0 });
  return roundsOf(site).flatMap((row): Concept[] => {
    const [first, ...rest] = call.args;
    const hasPath = model.firstMayBePath && first !== undefined && (isPathLike(linker, row(first)) || isUnknownPath(site, first));
    const named = (model.prefixKeywords ?? []).flatMap((name) => keyword(call, name) ?? [])[0];
    const paths = named
      ? (constantTexts(linker, row(named)) ?? [undefined])
      : hasPath && first
        ? (constantTexts(linker, row(first)) ?? [undefined])
        : [''];
    const hung = first && !hasPath ? hungAt(site, row(first)) : undefined;
    if (hung) return liftHung(site, hung);
    const values = (hasPath ? rest : call.args).flatMap((it) => (it.kind === 'array' ? it.items : [it])).map(row);
    const isPlugin = model.takesPlugins === true;
    const options = isPlugin ? values.slice(0, 1) : values;
    const loaded = isPlugin && options[0] ? loadedFolder(site, options[0]) : undefined;
    if (loaded && options[0]) {
      const below = keyword(call, 'options');
      const prefix = below?.kind === 'object' ? below.entries.find((it) => it.key === 'prefix')?.value : undefined;
      const path = prefix ? constantText(linker, row(prefix)) : paths[0];
      const { child: _, ...mount } = mountOf(site, options[0], path, { chain: [], isOpen: false });
      return [{ ...mount, ...loaded }];
    }
    return paths.flatMap((path) =>
      options.flatMap((seen, index): Concept[] => {
        const isRouting = isRouter(site, seen, hasPath, isPlugin);
        if (!isRouting) return seen.value.kind === 'literal' ? [] : [middlewareOf(site, seen, hasPath ? path : undefined)];
        const before = options.slice(0, index).filter((it) => !isRouter(site, it, hasPath, isPlugin));
        return [mountOf(site, seen, path, linksOf(site, before))];
      }),
    );
  });
}

/** `app.use('/health', (req, res) => res.json(…))` */
function answersAtPath({ call, facts }: CallSite): boolean {
  const [path, handler] = call.args;
  if (call.args.length !== 2 || path?.kind !== 'literal' || handler?.kind !== 'function') return false;
  return typeof path.value === 'string' && facts.scopes[handler.scope]?.fn?.parameters.length === 2;
}

interface Hung {
  readonly framework: string;
  readonly content: Seen;
  readonly path: string | undefined;
}

/** What koa-mount's `mount('/orders', orders)` hangs at which path. */
function hungAt({ facts, linker, catalog }: CallSite, { path, scope, value }: Seen): Hung | undefined {
  const call = value.kind === 'call' ? linker.names(path)?.facts.calls[value.call] : undefined;
  if (value.kind !== 'call' || !call) return undefined;
  const matches = catalog.callsOf(catalog.normalise(linker.callee(path, value.call)), facts.language);
  const { framework, model } = matches.find((it) => it.model.is === 'hung-at') ?? {};
  const content = model?.is === 'hung-at' ? (call.args[model.router] ?? call.args[model.path]) : undefined;
  if (framework === undefined || model?.is !== 'hung-at' || !content) return undefined;
  const at = call.args.length > 1 ? call.args[model.path] : undefined;
  const text = at ? constantText(linker, { path, scope, value: at }) : '';
  return { framework, content: { path, scope, value: content }, path: text };
}

function liftHung(site: CallSite, { framework, content, path }: Hung): Concept[] {
  const own: CallSite = { ...site, framework };
  const isRouting = isRouter(own, content, true, false);
  return [isRouting ? mountOf(own, content, path, { chain: [], isOpen: false }) : middlewareOf(own, content, path)];
}

/** Files serve paths of their own, but no route: FastAPI's `mount('/', StaticFiles(…))`. */
export function isStatic({ facts, linker, catalog, call }: CallSite, argument: Value): boolean {
  return catalog.middlewareRole(linker.value(facts.path, call.scope, argument)) === 'static';
}

/** A first argument that is computed and that others follow is a path more often than a middleware. */
function isUnknownPath(site: CallSite, value: Value): boolean {
  const { facts, linker, call } = site;
  if (call.args.length < 2) return false;
  if (value.kind === 'opaque') return true;
  if (value.kind !== 'reference') return false;
  const name = value.path.at(-1) ?? '';
  if (!/(path|prefix|route|url|base|endpoint|_STR|version)$/i.test(name)) return false;
  return (
    routerPlace(site, facts.path, call.scope, value) === undefined &&
    linker.value(facts.path, call.scope, value).kind !== 'external'
  );
}

function isRouter(site: CallSite, seen: Seen, hasPath: boolean, isPlugin: boolean): boolean {
  const { linker, catalog } = site;
  const { path, scope, value } = seen;
  if (value.kind === 'literal' || value.kind === 'template' || value.kind === 'object') return false;
  const meaning = linker.value(path, scope, value);
  if (catalog.isRouter(meaning)) return true;
  if (isPlugin) return callbackPlace(site, seen) !== undefined;
  if (routerPlace(site, path, scope, value) !== undefined) return value.kind !== 'reference' || isNamedRouter(site, seen);
  if (value.kind === 'function') return false;
  if (value.kind === 'call') {
    const callee = linker.callee(path, value.call);
    return callee.kind === 'global' && callee.chain[0] === 'require' ? hasPath : false;
  }
  // What is hung in at a path and cannot be followed is a router more often than not, unless its name says otherwise.
  const name = value.kind === 'reference' ? (value.path.at(-1) ?? '') : '';
  if (name === '' || !hasPath) return false;
  return (
    /rout(er?|es?)$/i.test(name) ||
    (meaning.kind === 'unknown' &&
      roleByName(name) === 'other' &&
      functionAt(followValue(linker, path, scope, value)) === undefined)
  );
}

/** A parameter or field without a known type is a router where it is called one; a created one always is. */
function isNamedRouter(site: CallSite, { path, scope, value }: Seen): boolean {
  if (value.kind !== 'reference') return true;
  const origin = follow(site.linker, path, scope, value.path);
  return origin?.kind === 'value' || /rout(er?|es?)$|^app$/i.test(value.path.at(-1) ?? '');
}

function middlewareOf(site: CallSite, seen: Seen, path: string | undefined): Concept {
  const { facts, call, id } = site;
  const router = registeredOn(site);
  return {
    kind: 'middleware',
    framework: site.framework,
    scope: call.scope,
    span: call.span,
    call: id,
    ...linkOf(site, seen),
    target: targetOf(facts, call),
    order: site.order,
    isConditional: isConditional(facts, call.scope),
    ...(path !== undefined && { path }),
    ...(router !== undefined && { router }),
  };
}
