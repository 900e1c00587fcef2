import { folderOf, type Path } from '#base/paths.ts';
import type { ServerListen } from '#concepts/kinds/process.ts';
import { conceptsOf, isCode, type LiftedCode, type LiftedFile } from '#concepts/lifted-file.ts';
import type { FileEdit } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode } from '../application-code.ts';
import { type Detection, defineRule } from '../rule.ts';
import { goShutdown } from './go-shutdown-fix.ts';
import { listensToItself } from './loopback.ts';
import {
  contextOfSignals,
  endsInFunction,
  endsInItsFunction,
  isBesideMetrics,
  isOfCommandLine,
  isPortProbe,
  isStandIn,
  startedByManifest,
} from './passing-servers.ts';
import {
  closesSomething,
  fatalListen,
  isContainerCommand,
  openedInStartup,
  swallowsSignals,
  unclosedInStartup,
} from './process-end.ts';
import { asyncioShutdown, closeAtEnd } from './python-shutdown.ts';
import { shutdownChanges } from './shutdown-edit.ts';

interface Data {
  readonly call: string;
}

export default defineRule<unknown, Data>({
  id: 'prod/missing-graceful-shutdown',
  section: 13,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'workspace',
  fix: 'suggest',
  messages: {
    noHandler: ({ call }) => `\`${call}\` starts a server that SIGTERM cuts off in the middle of its requests`,
    incomplete: ({ call }) => `The server started by \`${call}\` is ended on SIGTERM without closing it first`,
    fatalOnClose: ({ call }) =>
      `\`${call}\` returns as soon as the server is asked to end, and that ends the process before the requests are done`,
    neverClosed: ({ call }) => `What \`${call}\` opens at the start is never closed at the end`,
    signalNotForwarded: ({ call }) => `\`${call}\` runs the server behind a process that keeps SIGTERM to itself`,
  },
  reads: (code) => [
    fatalListen(code),
    closesByName(code),
    endsInItsFunction(code),
    openedInStartup(code),
    closesSomething(code),
    contextOfSignals(code),
    conceptsOf(code, 'listen').map(
      (it) => isPortProbe(code, it) || isBesideMetrics(code, it.scope) || listensToItself(code.facts, it.call),
    ),
  ],
  *check({ workspace }) {
    for (const unit of workspace.units) {
      if (unit.kind === 'library' || unit.dependencies.has('next') || isOfCommandLine(workspace, unit)) continue;
      const all = unit.files.flatMap((path) => listensIn(workspace, path));
      const started = startedByManifest(
        workspace,
        unit,
        all.map((it) => it.code.path),
      );
      const listens = all.filter((it) => !started || started.has(it.code.path));
      const judged = onePerEntry(listens).map((it) => ({ ...it, messageId: judge(workspace, unit, it.code) }));
      yield* onePerUnit(workspace, judged);
      yield* startups(workspace, unit);
      if (judged.some((it) => it.messageId === 'noHandler')) continue;
      yield* dockerfiles(workspace, unit);
    }
  },
  repair({ workspace }, { path, at, messageId }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const listen = at.kind === 'concept' ? file?.visible[at.index] : undefined;
    if (!code) return [];
    const edit =
      messageId === 'neverClosed'
        ? closeAtEnd(workspace, code)
        : messageId === 'noHandler' && listen?.kind === 'listen'
          ? closeOnSignal(workspace, code, listen)
          : undefined;
    return edit ? [{ ...(messageId === 'neverClosed' ? CLOSE : OFFER), edits: [edit] }] : [];
  },
});

const OFFER = { id: 'add-shutdown', kind: 'suggest', title: worded`Close the server on SIGTERM` } as const;
const CLOSE = { id: 'close-at-end', kind: 'suggest', title: worded`Close it when the server ends` } as const;

function closeOnSignal(workspace: Workspace, code: LiftedCode, listen: ServerListen): FileEdit | undefined {
  const { language } = code.facts;
  if (language === 'go') return goShutdown(workspace, code, listen);
  if (language === 'python') return asyncioShutdown(workspace, code, listen);
  const changes = shutdownChanges(workspace, code, listen);
  return changes && { kind: 'change', path: code.path, changes, note: worded`Close the server, then end the process` };
}

interface Listen {
  readonly code: LiftedCode;
  readonly listen: ServerListen;
  readonly index: number;
}

interface Judged extends Listen {
  readonly messageId: 'noHandler' | 'incomplete' | 'fatalOnClose' | undefined;
}

/** Several entries of a unit start the same server for different purposes: the first stands for all. */
function* onePerUnit(workspace: Workspace, judged: readonly Judged[]): Iterable<Detection<Data>> {
  for (const messageId of ['noHandler', 'incomplete', 'fatalOnClose'] as const) {
    const [first, ...others] = judged.filter((it) => it.messageId === messageId);
    if (!first) continue;
    const related = others.map((it) => ({
      path: it.code.path,
      at: { kind: 'concept', index: it.index } as const,
      message: `\`${it.listen.name}\` does the same`,
    }));
    yield { ...detection(workspace, first.code, first.listen, first.index, messageId), ...(related.length > 0 && { related }) };
  }
}

/** FastAPI's lifespan and its like: what is opened before the first request has to be closed after the last. */
function* startups(workspace: Workspace, unit: Unit): Iterable<Detection<Data>> {
  for (const path of unit.files) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const call = code && unclosedInStartup(code, unit, workspace);
    if (code && call !== undefined)
      yield {
        messageId: 'neverClosed',
        data: { call },
        path,
        at: { kind: 'file' },
        severity: 'info',
        offers: closeAtEnd(workspace, code) ? [CLOSE] : [],
      };
  }
}

function* dockerfiles(workspace: Workspace, unit: Unit): Iterable<Detection<Data>> {
  if (unit.kind !== 'server' && unit.kind !== 'fullstack') return;
  for (const { facts } of workspace.files.values()) {
    if (
      facts.kind !== 'dockerfile' ||
      /[._-](dev|development|local|test|ci)\b/i.test(facts.path) ||
      workspace.unitOf(facts.path) !== unit ||
      workspace.roleOf(facts.path) !== undefined
    )
      continue;
    const command = swallowsSignals(facts);
    if (command !== undefined)
      yield {
        messageId: 'signalNotForwarded',
        data: { call: command },
        path: facts.path,
        at: { kind: 'file' },
        severity: 'info',
      };
  }
}

/** The servers of Python hear signals themselves but for those that are written by hand, and Flask's own in a container. */
function isDrainedElsewhere(workspace: Workspace, code: LiftedCode, listen: ServerListen): boolean {
  if (code.facts.language !== 'python') return false;
  if (listen.framework === 'python-servers') return false;
  return !(listen.framework === 'flask' && isContainerCommand(workspace, code.path, workspace.unitOf(code.path)));
}

function listensIn(workspace: Workspace, path: Path): Listen[] {
  const file = workspace.files.get(path);
  const code = file && applicationCode(workspace, file);
  if (!code) return [];
  return code.visible.flatMap((it, index) =>
    it.kind === 'listen' &&
    !isDrainedElsewhere(workspace, code, it) &&
    !endsInFunction(code, it.scope) &&
    !isPortProbe(code, it) &&
    !listensToItself(code.facts, it.call) &&
    !isBesideMetrics(code, it.scope)
      ? [{ code, listen: it, index }]
      : [],
  );
}

/** A process is drained once, however many listeners its entry file starts. */
function onePerEntry(listens: readonly Listen[]): Listen[] {
  const seen = new Set<Path>();
  return listens.filter((it) => !seen.has(it.code.path) && seen.add(it.code.path));
}

function judge(workspace: Workspace, unit: Unit, code: LiftedCode): Judged['messageId'] {
  const reach = [...closure(workspace, unit, code.path)].flatMap((path) => workspace.files.get(path) ?? []);
  if (reach.some((it) => conceptsOf(it, 'shutdown').some((step) => step.what === 'whole'))) return undefined;
  if (reach.some((it) => isLeftToPackage(workspace, it)) || isStandIn(code, reach)) return undefined;
  const hears = reach.some(
    (it) =>
      conceptsOf(it, 'signal').some(
        (signal) => signal.signals.length === 0 || signal.signals.some((name) => /SIGTERM/.test(name)),
      ) ||
      (isCode(it) && contextOfSignals(it).length > 0),
  );
  const closes =
    reach.some((it) => conceptsOf(it, 'shutdown').some((step) => step.what === 'server')) || reach.some(closesByName);
  if (!hears) return 'noHandler';
  if (!closes) return 'incomplete';
  return fatalListen(code) ? 'fatalOnClose' : undefined;
}

/** `routing.GracefulShutdown(server, wait)`: a package that listens for the signal and closes what it is given. */
function isLeftToPackage(workspace: Workspace, { path, facts }: LiftedFile): boolean {
  if (facts.kind !== 'code') return false;
  return facts.calls.some(
    (it, id) =>
      /^graceful_?shutdown$/i.test(it.callee.path.at(-1) ?? '') &&
      it.args.length > 0 &&
      workspace.linker.callee(path, id).kind !== 'local',
  );
}

/** A server kept in a variable whose origin is not known is closed all the same. */
function closesByName(file: { readonly facts: LiftedCode['facts'] | { readonly kind: string } }): boolean {
  if (!('calls' in file.facts)) return false;
  const passed = file.facts.calls.some((it) =>
    it.args.some((value) => value.kind === 'reference' && /^(close|shutdown)$/.test(value.path.at(-1) ?? '')),
  );
  return (
    passed ||
    file.facts.calls.some((it) =>
      /^(close|shutdown|Shutdown|stop|GracefulStop|closeServer|gracefulShutdown)$/.test(it.callee.path.at(-1) ?? ''),
    )
  );
}

/** The files of the process: all that imports the file with the server, and all that those load; for Go all files of a package. */
function closure(workspace: Workspace, unit: Unit, entry: Path): Set<Path> {
  const inside = new Set(unit.files.filter((it) => workspace.roleOf(it) !== 'test'));
  const next = new Map<Path, Path[]>();
  const back = new Map<Path, Path[]>();
  for (const { from, to } of workspace.edges) {
    if (!inside.has(from) || !inside.has(to)) continue;
    append(next, from, to);
    append(back, to, from);
  }
  const starts = withPackages(unit, reach(back, [entry]));
  return withPackages(unit, reach(next, [...starts]));
}

function append(lists: Map<Path, Path[]>, key: Path, value: Path): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function reach(next: ReadonlyMap<Path, readonly Path[]>, start: readonly Path[]): Set<Path> {
  const reached = new Set<Path>(start);
  const queue = [...start];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const to of next.get(path) ?? []) {
      if (reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  return reached;
}

function withPackages(unit: Unit, paths: ReadonlySet<Path>): Set<Path> {
  const folders = new Set([...paths].filter((it) => it.endsWith('.go')).map(folderOf));
  return new Set([...paths, ...unit.files.filter((it) => it.endsWith('.go') && folders.has(folderOf(it)))]);
}

function detection(
  workspace: Workspace,
  code: LiftedCode,
  listen: ServerListen,
  index: number,
  messageId: 'noHandler' | 'incomplete' | 'fatalOnClose',
): Detection<Data> {
  return {
    messageId,
    data: { call: listen.name },
    path: code.path,
    at: { kind: 'concept', index },
    ...(messageId !== 'noHandler' && { severity: 'info' as const }),
    offers: messageId === 'noHandler' && closeOnSignal(workspace, code, listen) ? [OFFER] : [],
  };
}
