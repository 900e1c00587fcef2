import type { ClassDeclaration, CodeFacts, Decorator, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import type { Catalog } from '../catalog.ts';
import type { Concept } from '../concept.ts';
import type { ChainLink, RouterId } from '../kinds/routing.ts';
import { constantTexts, type Seen } from './constant-text.ts';
import { linksOf } from './middleware-role.ts';
import { methodName } from './route-methods.ts';
import { functionPlace } from './router-place.ts';

interface Context {
  readonly facts: CodeFacts;
  readonly linker: Linker;
  readonly catalog: Catalog;
}

/** Classes that hold routes, and the decorated methods that are these. Decorators on an app object are calls and are lifted there. */
export function liftControllers(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  const context = { facts, linker, catalog };
  return [...facts.classes.flatMap((it) => controller(context, it)), ...facts.scopes.flatMap((_, id) => routes(context, id))];
}

function controller(context: Context, it: ClassDeclaration): Concept[] {
  const { facts, linker, catalog } = context;
  const found = it.decorators.flatMap((decorator) => {
    const framework = catalog.controllerFramework(linker.reference(facts.path, 0, decorator.path));
    return framework === undefined ? [] : [{ framework, decorator }];
  })[0];
  if (!found) return [];
  const argument = firstArgument(facts, found.decorator);
  const path = argument?.kind === 'object' ? argument.entries.find((entry) => entry.key === 'path')?.value : argument;
  const version = argument?.kind === 'object' ? argument.entries.find((entry) => entry.key === 'version')?.value : undefined;
  const prefix = path ? constantTexts(linker, seen(facts, path))?.[0] : '';
  const versions = version ? constantTexts(linker, seen(facts, version)) : decoratedVersion(context, it.decorators);
  return [
    {
      kind: 'router',
      framework: found.framework,
      scope: it.scope,
      span: found.decorator.span,
      router: classPlace(facts, it.name),
      chain: chainOf(context, it.decorators),
      isChainOpen: false,
      isApp: false,
      isController: true,
      isForControllers: false,
      ...(prefix !== undefined && { prefix }),
      ...(versions?.[0] !== undefined && { version: versions[0] }),
    },
  ];
}

function routes(context: Context, id: ScopeId): Concept[] {
  const { facts, linker, catalog } = context;
  const scope = facts.scopes[id];
  const fn = scope?.fn;
  if (!scope || !fn) return [];
  return fn.decorators.flatMap((decorator, order): Concept[] => {
    const found = catalog.routeDecorator(linker.reference(facts.path, scope.parent ?? 0, decorator.path));
    if (!found) return [];
    const argument = decorator.call === undefined ? undefined : facts.calls[decorator.call]?.args[found.path];
    const paths = argument ? constantTexts(linker, seen(facts, argument)) : [''];
    const isController = fn.owner !== undefined && found.path < 9;
    const handledBy = functionPlace({ linker, catalog }, { path: facts.path, scope: id });
    const version = decoratedVersion(context, fn.decorators);
    return [
      {
        kind: 'route',
        framework: found.framework,
        scope: scope.parent ?? 0,
        span: decorator.span,
        method: found.method === 'name' ? methodName(decorator.path.at(-1) ?? '') : found.method,
        target: fn.owner ?? '',
        handler: id,
        answeredBy: [],
        chain: chainOf(context, fn.decorators),
        isChainOpen: false,
        isFallback: false,
        order,
        ...(handledBy && { handledBy }),
        ...(isController && { router: classPlace(facts, fn.owner ?? '') }),
        ...(isController && paths?.[0] !== undefined && { path: paths[0] }),
        ...(isController && paths !== undefined && paths.length > 1 && { paths }),
        ...(version?.[0] !== undefined && { version: version[0] }),
      },
    ];
  });
}

function chainOf({ facts, linker, catalog }: Context, decorators: readonly Decorator[]): readonly ChainLink[] {
  const values = decorators.flatMap((it): Seen[] => {
    const meaning = linker.reference(facts.path, 0, it.path);
    const call = it.call === undefined ? undefined : facts.calls[it.call];
    if (catalog.isChainDecorator(meaning)) return (call?.args ?? []).map((value) => seen(facts, value));
    // Projects wrap their guards in decorators of their own: `@Auth('admin')`.
    if (catalog.routeDecorator(meaning) || catalog.controllerFramework(meaning) !== undefined || meaning.kind === 'external')
      return [];
    return [seen(facts, { kind: 'reference', path: it.path, span: it.span })];
  });
  return linksOf({ linker, catalog }, values).chain;
}

function decoratedVersion({ facts, linker, catalog }: Context, decorators: readonly Decorator[]): readonly string[] | undefined {
  const found = decorators.find((it) => catalog.isVersionDecorator(linker.reference(facts.path, 0, it.path)));
  const argument = found ? firstArgument(facts, found) : undefined;
  return argument ? constantTexts(linker, seen(facts, argument)) : undefined;
}

function firstArgument(facts: CodeFacts, decorator: Decorator): Value | undefined {
  return decorator.call === undefined ? undefined : facts.calls[decorator.call]?.args[0];
}

function classPlace(facts: CodeFacts, name: string): RouterId {
  return `${facts.path}#class ${name}`;
}

function seen(facts: CodeFacts, value: Value): Seen {
  return { path: facts.path, scope: 0, value };
}
