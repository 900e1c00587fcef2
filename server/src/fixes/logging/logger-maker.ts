import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Binding, Call, ScopeId } from '#facts/code-facts.ts';
import { createNameTable, findDeclaration } from '#link/names.ts';
import type { Unit } from '#workspace/units.ts';
import { perVisibleState } from '#workspace/visible-state.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { OwnName } from '../imports.ts';
import { applicationFiles } from '../modules.ts';
import { formOf, type LogForm } from './log-uses.ts';
import type { UnitLogger } from './unit-logger.ts';

// A unit may make its loggers with a function of its own, `createLogger(level)`, and hand them on. A second logger beside it would
// write other lines than the rest of the program.

interface LoggerMaker {
  readonly own: OwnName;
  readonly form: LogForm;
  /** How other modules call it for themselves, `('info')`; undefined where none does so with what it has. */
  readonly given: string | undefined;
}

/** Tells whether the unit of a script makes its loggers with a function of its own. */
export function hasLoggerMaker(workspace: Workspace, { path }: LiftedCode): boolean {
  return makers(workspace)(workspace.unitOf(path)) !== undefined;
}

/** A logger that a script makes as the unit's other modules make theirs: `const logger = createLogger('info');`. */
export function loggerOfMaker(workspace: Workspace, { path, facts }: LiftedCode, scope: ScopeId): UnitLogger | undefined {
  const maker = makers(workspace)(workspace.unitOf(path));
  if (maker?.given === undefined || maker.own.from === path) return undefined;
  const table = createNameTable(facts);
  if (findDeclaration(facts, table, scope, 'logger') || findDeclaration(facts, table, scope, maker.own.name)) return undefined;
  return {
    form: maker.form,
    expression: 'logger',
    maker: maker.own,
    declares: { kind: 'module', code: `const logger = ${maker.own.name}${maker.given};` },
  };
}

const makers = perVisibleState((workspace) => {
  const known = new Map<Unit, LoggerMaker | undefined>();
  return (unit: Unit): LoggerMaker | undefined => {
    if (!known.has(unit)) known.set(unit, findMaker(workspace, unit));
    return known.get(unit);
  };
});

function findMaker(workspace: Workspace, unit: Unit): LoggerMaker | undefined {
  const found = applicationFiles(workspace, unit, 'typescript').flatMap((file) =>
    file.visible.flatMap((it): LoggerMaker[] => {
      const call = it.kind === 'logger-setup' && it.call !== undefined ? file.facts.calls[it.call] : undefined;
      const meaning = it.call === undefined ? undefined : workspace.linker.callee(file.path, it.call);
      const name = call && returning(workspace, file, call);
      const exported = file.facts.exports.find((one) => name !== undefined && one.local === name && one.name !== 'default');
      if (!call || meaning?.kind !== 'external' || !exported) return [];
      const form = formOf(workspace, { file, call, module: meaning.module, chain: [] });
      const own = { from: file.path, name: exported.name };
      return form === undefined ? [] : [{ own, form, given: usualCall(workspace, unit, own) }];
    }),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The name of the function of a module that returns what a call gives. */
function returning(workspace: Workspace, { path, facts }: LiftedCode, call: Call): string | undefined {
  const scope = facts.scopes[call.scope];
  const { start, end } = call.statement;
  const statement = workspace.textOf(path)?.slice(start, end) ?? '';
  return scope?.parent === 0 && scope.fn?.owner === undefined && /^return\b/.test(statement) ? scope.fn?.name : undefined;
}

/** The arguments that modules of the unit, tests aside, give most often where they make a logger for themselves, if they are literals. */
function usualCall(workspace: Workspace, unit: Unit, { from, name }: OwnName): string | undefined {
  const counts = new Map<string, number>();
  for (const path of unit.files) {
    const file = workspace.files.get(path);
    if (!file || !isCode(file) || workspace.roleOf(path) === 'test') continue;
    const index = file.facts.imports.findIndex((it) => it.imported === name);
    const local = file.facts.imports[index]?.local;
    const resolution = index < 0 ? undefined : workspace.linker.resolution(path, index);
    if (resolution?.kind !== 'file' || resolution.path !== from) continue;
    for (const call of file.facts.bindings.flatMap((it) => madeBy(file, it) ?? [])) {
      if (call.callee.path.join('.') !== local || call.args.some((it) => it.kind !== 'literal')) continue;
      const given = workspace.textOf(path)?.slice(call.span.start, call.span.end).slice(local?.length);
      if (given?.startsWith('(')) counts.set(given, (counts.get(given) ?? 0) + 1);
    }
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/** The call that gives a module its constant. */
function madeBy({ facts }: LiftedCode, { scope, origin }: Binding): Call | undefined {
  const value = origin.kind === 'value' ? origin.value : undefined;
  return scope === 0 && value?.kind === 'call' && value.path.length === 0 ? facts.calls[value.call] : undefined;
}
