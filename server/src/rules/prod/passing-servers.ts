import { type Path, stem } from '#base/paths.ts';
import type { ServerListen } from '#concepts/kinds/process.ts';
import { conceptsOf, type LiftedCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** `start`, `start:prod`, `serve`: what runs in production; `doc:api` and `start:dev` do not. */
const STARTS = /^(start|serve|server|prod|production)(?!.*(dev|debug|watch|test|repl|mock|doc))/;

/** The files whose program the manifest starts; undefined where it names none of them, and any may be the server. */
export function startedByManifest(workspace: Workspace, unit: Unit, paths: readonly Path[]): ReadonlySet<Path> | undefined {
  const facts = unit.manifest === undefined ? undefined : workspace.files.get(unit.manifest)?.facts;
  if (facts?.kind !== 'package-manifest') return undefined;
  const commands = facts.scripts.filter((it) => STARTS.test(it.name)).map((it) => it.command);
  const named = new Set([...facts.entries, ...commands.flatMap((it) => it.split(/[\s"'=]+/))].map((it) => stem(it)));
  const started = paths.filter((it) => named.has(stem(it)));
  return started.length > 0 ? new Set(started) : undefined;
}

/** A program that answers for another one in tests, that asks for the settings once, or that says only that it is there. */
export function isStandIn(code: LiftedCode, reach: readonly LiftedFile[]): boolean {
  if (/(^|[._-])(mock|fake|stub)s?([._-]|$)/.test(stem(code.path))) return true;
  if (/(^|\/)(install|installer|setup)\//.test(code.path)) return true;
  const routes = reach.flatMap((it) => conceptsOf(it, 'route'));
  const own = conceptsOf(code, 'route');
  return own.length > 0 && own.length === routes.length && own.every((it) => TRIVIAL.test(it.path ?? '?'));
}

const TRIVIAL = /^\/?(_?health(z|check|-check)?|livez?|ready|readyz|ping|status|metrics)?$/;

/** A command line tool that starts a server for the one who runs it: a manifest with a command, and no route. */
export function isOfCommandLine(workspace: Workspace, unit: Unit): boolean {
  const facts = unit.manifest === undefined ? undefined : workspace.files.get(unit.manifest)?.facts;
  return facts?.kind === 'package-manifest' && facts.hasBin && workspace.routesOf(unit).routes.length === 0;
}

/** Go: a package that gives a context which ends with a signal: `signals.SignalContext(ctx)`. */
export function contextOfSignals({ facts }: LiftedCode): readonly string[] {
  if (facts.language !== 'go') return [];
  return facts.calls.filter((it) => SIGNALS.test(it.callee.path.at(-1) ?? '')).map((it) => it.callee.path.join('.'));
}

const SIGNALS = /^(Setup|New|Notify|With|Get)?Signal(s|Handler|Context|sContext)\w*$/;

/** Go: the function that starts the server also ends it when its work is done, such as a login that waits for one answer. */
export function endsInFunction(code: LiftedCode, scope: ScopeId): boolean {
  if (code.facts.language !== 'go') return false;
  const around = outermostFunction(code.facts, scope);
  const hears = conceptsOf(code, 'signal').some((it) => outermostFunction(code.facts, it.scope) === around);
  return (
    !hears &&
    around !== undefined &&
    code.facts.scopes[around]?.fn?.name !== 'main' &&
    conceptsOf(code, 'shutdown').some((it) => it.what === 'server' && outermostFunction(code.facts, it.scope) === around)
  );
}

/** `server.listen(port, () => server.close(…))`: whether a port is free is tried out. */
export function isPortProbe({ facts }: LiftedCode, { call }: ServerListen): boolean {
  const listening = call === undefined ? undefined : facts.calls[call];
  const name = listening?.callee.path.slice(0, -1).join('.') ?? '';
  return (
    name !== '' &&
    facts.calls.some(
      (it) =>
        it.callee.path.join('.') === `${name}.close` &&
        listening?.args.some((arg) => arg.kind === 'function' && arg.scope === it.scope),
    )
  );
}

/** Go: the block that starts the server hangs profiles or metrics into it; no request of a user ends there. */
export function isBesideMetrics({ facts }: LiftedCode, scope: ScopeId): boolean {
  if (facts.language !== 'go') return false;
  const blocks: ScopeId[] = [];
  for (let at: ScopeId | undefined = scope; at !== undefined && blocks.length < 4; at = facts.scopes[at]?.parent) {
    if (facts.scopes[at]?.fn?.name !== undefined) break;
    blocks.push(at);
  }
  return facts.calls.some(
    (it) =>
      blocks.includes(it.scope) &&
      /^Handle(?:Func)?$/.test(it.callee.path.at(-1) ?? '') &&
      it.args.some(
        (arg) =>
          (arg.kind === 'reference' && arg.path[0] === 'pprof') ||
          (arg.kind === 'call' && facts.calls[arg.call]?.callee.path[0] === 'promhttp'),
      ),
  );
}

/** For each server of a file. */
export function endsInItsFunction(code: LiftedCode): readonly boolean[] {
  return conceptsOf(code, 'listen').map((it) => endsInFunction(code, it.scope));
}

function outermostFunction(facts: LiftedCode['facts'], scope: ScopeId): ScopeId | undefined {
  let found: ScopeId | undefined;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) if (facts.scopes[at]?.fn) found = at;
  return found;
}
