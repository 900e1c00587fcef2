import { folderOf } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, TypeReference } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { ImportEdge } from '#link/meaning.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** What a Go file uses of the packages that it imports, `orders.New` for one, as far as calls, types and arguments tell; in alphabetical order. */
export function namesOfPackages({ facts }: Pick<LiftedCode, 'facts'>): readonly string[] {
  if (facts.language !== 'go') return [];
  const packages = new Set(facts.imports.map((it) => it.local));
  const types = [
    ...facts.scopes.flatMap(({ fn }) => (fn ? [...fn.results, ...fn.parameters.flatMap((it) => it.type ?? [])] : [])),
    ...facts.classes.flatMap((it) => [...it.bases, ...it.fields.flatMap((field) => field.type ?? [])]),
    ...facts.bindings.flatMap((it) => it.type ?? []),
  ];
  const paths = [
    ...types.flatMap(pathsOf),
    ...facts.calls.flatMap(({ callee, args }) => [
      ...(callee.receiver === undefined ? [callee.path] : []),
      ...args.flatMap(pathOf),
    ]),
  ];
  return [...new Set(paths.filter(([head = '']) => packages.has(head)).map((it) => it.slice(0, 2).join('.')))].sort();
}

function pathsOf(type: TypeReference): (readonly string[])[] {
  return [type.path, ...type.args.flatMap(pathsOf)];
}

function pathOf(value: Value): (readonly string[])[] {
  if (value.kind === 'reference') return [value.path];
  return value.kind === 'object' && value.type ? [value.type] : [];
}

/**
 * Whether all that a Go file takes from a package binds it to no more than a contract: interfaces that it fulfils or asks for, types
 * that hold data and do nothing, errors and constants. Whoever makes controllers with `New…` puts them together, as far as `mayMake` says.
 */
export function takesContracts(workspace: Workspace, edge: ImportEdge, mayMake: boolean): boolean {
  const file = workspace.files.get(edge.from);
  if (file?.facts.kind !== 'code' || file.facts.language !== 'go') return false;
  const local = file.facts.imports[edge.index]?.local ?? '';
  const own = namesOfPackages({ facts: file.facts }).flatMap((it) =>
    it.startsWith(`${local}.`) ? [it.slice(local.length + 1)] : [],
  );
  const siblings = (workspace.linker.folder.goPackages.get(folderOf(edge.to)) ?? []).flatMap((it) => {
    const facts = workspace.files.get(it)?.facts;
    return facts?.kind === 'code' ? [facts] : [];
  });
  return own.every((name) => isContract(siblings, name) || (mayMake && /^New/.test(name)));
}

function isContract(siblings: readonly CodeFacts[], name: string): boolean {
  if (/^Err[A-Z]|(?:Query|Filter|Params|Options|Cond|Request|Response|DTO)$/.test(name)) return true;
  return siblings.some(
    ({ classes, bindings }) =>
      classes.some((it) => it.name === name && (it.form === 'interface' || !hasMethods(siblings, name))) ||
      bindings.some((it) => it.scope === 0 && it.name === name && (it.declares === 'constant' || it.declares === 'type')),
  );
}

function hasMethods(siblings: readonly CodeFacts[], owner: string): boolean {
  return siblings.some(({ scopes }) => scopes.some(({ fn }) => fn?.owner === owner));
}
