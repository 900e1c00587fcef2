import type { Path } from '#base/paths.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { followValue, returnedValues } from '#link/follow.ts';
import type { Unit } from '#workspace/units.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { dependencyVersion } from '../dependency-version.ts';

export interface LossyFrameworks {
  /** The names of the models. */
  readonly frameworks: ReadonlySet<string>;
  /** How people call the first of them. */
  readonly title: string;
}

/** The frameworks of the unit around a file that do not wait for handlers, by the version in its manifest; undefined where there is none. */
export function losesRejections(workspace: Workspace, path: Path): LossyFrameworks | undefined {
  const unit = workspace.unitOf(path);
  const known = lossyByUnit(workspace);
  if (!known.has(unit)) known.set(unit, lossyFrameworks(workspace, unit, path));
  return known.get(unit);
}

const lossyByUnit = perVisibleState(() => new Map<Unit, LossyFrameworks | undefined>());

function lossyFrameworks(workspace: Workspace, unit: Unit, path: Path): LossyFrameworks | undefined {
  const found = workspace.catalog.models.filter(({ losesRejections: it }) => {
    if (!it || !unit.dependencies.has(it.package)) return false;
    if (it.cures.some((cure) => unit.dependencies.has(cure))) return false;
    const version = dependencyVersion(workspace, path, it.package);
    return version !== undefined && version.major < it.before;
  });
  const [first] = found;
  return first && { frameworks: new Set(found.map((it) => it.name)), title: first.title };
}

const REGISTERED = new WeakMap<Workspace, ReadonlySet<string>>();

/** The functions (`path#scope`) that are handed to a lossy framework as they are, without a wrapper. */
export function registeredFunctions(workspace: Workspace, frameworks: ReadonlySet<string>): ReadonlySet<string> {
  const known = REGISTERED.get(workspace);
  if (known) return known;
  const found = new Set<string>();
  for (const { facts, visible, path } of workspace.files.values()) {
    if (facts.kind !== 'code' || facts.language === 'python' || facts.language === 'go') continue;
    const calls = new Set(
      visible.flatMap((it) =>
        (it.kind === 'route' || it.kind === 'middleware') && it.call !== undefined && frameworks.has(it.framework)
          ? [it.call]
          : [],
      ),
    );
    for (const call of calls) for (const name of handedOver(workspace, path, facts, call)) found.add(name);
  }
  REGISTERED.set(workspace, found);
  return found;
}

function handedOver(workspace: Workspace, path: Path, facts: CodeFacts, id: number): string[] {
  const call = facts.calls[id];
  const values = (call?.args ?? []).flatMap((it): readonly Value[] => (it.kind === 'array' ? it.items : [it]));
  return values.flatMap((it) => {
    if (!call || (it.kind !== 'reference' && it.kind !== 'call')) return [];
    const declared =
      it.kind === 'reference' ? workspace.linker.functionOf(workspace.linker.value(path, call.scope, it)) : undefined;
    return (declared ? [declared] : madeFunctions(workspace, path, call.scope, it)).map((one) => `${one.path}#${one.scope}`);
  });
}

/** What a function of the project gives as the handler: `router.post('/orders', createOne(Order))`. */
function madeFunctions(workspace: Workspace, path: Path, scope: ScopeId, value: Value): { path: Path; scope: ScopeId }[] {
  const { linker } = workspace;
  const origin = value.kind === 'call' ? { path, value, rest: [] } : followValue(linker, path, scope, value);
  if (!origin || !('value' in origin) || origin.value.kind !== 'call' || origin.rest.length > 0) return [];
  if (origin.value.path.length > 0) return [];
  const maker = linker.functionOf(linker.callee(origin.path, origin.value.call));
  const facts = maker && linker.names(maker.path)?.facts;
  const given = maker && facts ? returnedValues(facts, maker.scope) : [];
  return given.flatMap((it) => (maker && it.value.kind === 'function' ? [{ path: maker.path, scope: it.value.scope }] : []));
}
