import type { Path } from '#base/paths.ts';
import type { ClassDeclaration, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import { follow } from '#link/follow.ts';
import type { ChainLink, FunctionPlace } from '../kinds/routing.ts';
import { constantTexts, type Seen } from './constant-text.ts';
import { linksOf } from './middleware-role.ts';
import { functionPlace, type PlaceContext } from './router-place.ts';

/** What the methods of a class answer, by HTTP method in capitals. */
export interface ClassAnswers {
  readonly methods: readonly string[];
  readonly answers: Readonly<Record<string, FunctionPlace>>;
  readonly chain: readonly ChainLink[];
}

/** A class with all that it inherits inside the workspace, and what classes of packages add. */
export interface ViewMembers {
  /** Own and inherited methods by name, nearest first. */
  readonly methods: ReadonlyMap<string, { readonly path: Path; readonly scope: ScopeId }>;
  /** Names of methods that come from packages. */
  readonly provided: ReadonlySet<string>;
  readonly chain: readonly ChainLink[];
  /** The methods that are let through, in capitals; undefined for all. */
  readonly allowed: readonly string[] | undefined;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** The class that stands where a handler is registered: `OrderView.as_view()`, `OrderResource`; with the actions that the call names. */
export function viewClass(
  context: PlaceContext,
  { path, scope, value }: Seen,
): { readonly path: Path; readonly name: string; readonly actions?: Readonly<Record<string, string>> } | undefined {
  const call = value.kind === 'call' ? context.linker.names(path)?.facts.calls[value.call] : undefined;
  const names =
    value.kind === 'reference' ? value.path : call?.callee.path.at(-1) === 'as_view' ? call.callee.path.slice(0, -1) : [];
  if (names.length === 0) {
    const inner = call?.args.at(-1);
    return inner && inner.kind !== 'function' ? viewClass(context, { path, scope, value: inner }) : undefined;
  }
  const found = follow(context.linker, path, scope, names);
  if (found?.kind !== 'class' || found.rest.length > 0) return undefined;
  const named = call?.args.find((it) => it.kind === 'object');
  const actions =
    named?.kind === 'object'
      ? Object.fromEntries(named.entries.flatMap((it) => (it.value.kind === 'literal' ? [[it.key, String(it.value.value)]] : [])))
      : undefined;
  return { path: found.path, name: found.name, ...(actions && { actions }) };
}

/** The HTTP methods that a class-based view answers; undefined where it shows none. */
export function classAnswers(
  context: PlaceContext,
  path: Path,
  name: string,
  actions?: Readonly<Record<string, string>>,
): ClassAnswers | undefined {
  const members = viewMembers(context, path, name);
  if (!members) return undefined;
  const names = actions
    ? Object.entries(actions)
    : METHODS.flatMap((it) => (members.methods.has(it) || members.provided.has(it) ? [[it, it] as const] : []));
  const methods = names.map(([method]) => method.toUpperCase()).filter((it) => members.allowed?.includes(it) ?? true);
  const answers = Object.fromEntries(
    names.flatMap(([method, member]) => {
      const place = functionPlace(context, members.methods.get(member));
      return place ? [[method.toUpperCase(), place] as const] : [];
    }),
  );
  return methods.length === 0 ? undefined : { methods, answers, chain: members.chain };
}

/** What a class has by itself, by its bases of the workspace, and by those of packages. */
export function viewMembers(context: PlaceContext, path: Path, name: string): ViewMembers | undefined {
  const methods = new Map<string, { path: Path; scope: ScopeId }>();
  const provided = new Set<string>();
  const chain: ChainLink[] = [];
  let allowed: readonly string[] | undefined;
  const visit = (at: Path, className: string, depth: number): boolean => {
    const here = context.linker.names(at);
    const declaration = here?.table.classes.get(className);
    if (!here || !declaration || depth > 5) return false;
    for (const [key, scope] of here.table.methods)
      if (key.startsWith(`${className}.`) && !methods.has(key.slice(className.length + 1)))
        methods.set(key.slice(className.length + 1), { path: at, scope });
    allowed ??= fieldTexts(context, here.facts, declaration, ['http_method_names', 'methods'])?.map((it) => it.toUpperCase());
    chain.push(...fieldChain(context, here.facts, declaration));
    for (const base of declaration.bases) {
      if (base.path.length === 0) continue;
      for (const it of context.catalog.viewMembers(context.linker.reference(at, 0, base.path))) provided.add(it);
      if (/^(LoginRequired|PermissionRequired|UserPassesTest|AccessMixin)/.test(base.path.at(-1) ?? ''))
        chain.push({ role: 'auth', name: base.path.at(-1) ?? '' });
      const parent = follow(context.linker, at, 0, base.path);
      if (parent?.kind === 'class' && parent.rest.length === 0) visit(parent.path, parent.name, depth + 1);
    }
    return true;
  };
  return visit(path, name, 0) ? { methods, provided, chain, allowed } : undefined;
}

function fieldTexts(
  context: PlaceContext,
  facts: CodeFacts,
  declaration: ClassDeclaration,
  names: readonly string[],
): readonly string[] | undefined {
  const field = declaration.fields.find((it) => names.includes(it.name) && it.value?.kind === 'array');
  return field?.value ? constantTexts(context.linker, { path: facts.path, scope: 0, value: field.value }) : undefined;
}

function fieldChain(context: PlaceContext, facts: CodeFacts, declaration: ClassDeclaration): readonly ChainLink[] {
  const fields = declaration.fields.filter((it) => /^(permission_classes|decorators|method_decorators)$/.test(it.name));
  return linksOf(
    context,
    fields.flatMap((it) => (it.value ? [{ path: facts.path, scope: 0, value: it.value }] : [])),
  ).chain;
}
