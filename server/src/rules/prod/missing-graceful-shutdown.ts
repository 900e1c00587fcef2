import { folderOf, type Path } from '#base/paths.ts';
import type { ServerListen } from '#concepts/kinds/process.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { applicationCode } from '../application-code.ts';
import type { TextChange } from '../finding.ts';
import { type Detection, defineRule } from '../rule.ts';

interface Data {
  readonly call: string;
}

export default defineRule<unknown, Data>({
  id: 'prod/missing-graceful-shutdown',
  section: 13,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'go'],
  scope: 'workspace',
  fix: 'suggest',
  messages: {
    noHandler: ({ call }) => `\`${call}\` starts a server that SIGTERM cuts off in the middle of its requests`,
    incomplete: ({ call }) => `The server started by \`${call}\` is ended on SIGTERM without closing it first`,
  },
  *check({ workspace }) {
    for (const unit of workspace.units) {
      if (unit.kind === 'library' || unit.dependencies.has('next')) continue;
      const listens = unit.files.flatMap((path) => listensIn(workspace, path));
      for (const { code, listen, index } of onePerEntry(listens)) {
        const messageId = judge(workspace, unit, code);
        if (messageId) yield detection(code, listen, index, messageId);
      }
    }
  },
  repair({ workspace }, { path, at, messageId }) {
    const file = workspace.files.get(path);
    const code = file && applicationCode(workspace, file);
    const listen = at.kind === 'concept' ? file?.visible[at.index] : undefined;
    if (messageId !== 'noHandler' || !code || listen?.kind !== 'listen') return [];
    const changes = shutdownChanges(workspace, code, listen);
    return changes
      ? [{ ...OFFER, edits: [{ kind: 'change', path, changes, note: 'Close the server, then end the process' }] }]
      : [];
  },
});

const OFFER = { id: 'add-shutdown', kind: 'suggest', title: 'Close the server on SIGTERM' } as const;

interface Listen {
  readonly code: LiftedCode;
  readonly listen: ServerListen;
  readonly index: number;
}

function listensIn(workspace: Workspace, path: Path): Listen[] {
  const file = workspace.files.get(path);
  const code = file && applicationCode(workspace, file);
  if (!code) return [];
  return code.visible.flatMap((it, index) =>
    it.kind === 'listen' && code.facts.language !== 'python' ? [{ code, listen: it, index }] : [],
  );
}

/** A process is drained once, however many listeners its entry file starts. */
function onePerEntry(listens: readonly Listen[]): Listen[] {
  const seen = new Set<Path>();
  return listens.filter((it) => !seen.has(it.code.path) && seen.add(it.code.path));
}

function judge(workspace: Workspace, unit: Unit, code: LiftedCode): 'noHandler' | 'incomplete' | undefined {
  const reach = [...closure(workspace, unit, code.path)].flatMap((path) => workspace.files.get(path) ?? []);
  if (reach.some((it) => conceptsOf(it, 'shutdown').some((step) => step.what === 'whole'))) return undefined;
  const hears = reach.some((it) =>
    conceptsOf(it, 'signal').some((signal) => signal.signals.length === 0 || signal.signals.some((name) => /SIGTERM/.test(name))),
  );
  const closes =
    reach.some((it) => conceptsOf(it, 'shutdown').some((step) => step.what === 'server')) || reach.some(closesByName);
  if (!hears) return 'noHandler';
  return closes ? undefined : 'incomplete';
}

/** A server kept in a variable whose origin is not known is closed all the same. */
function closesByName(file: { readonly facts: LiftedCode['facts'] | { readonly kind: string } }): boolean {
  if (!('calls' in file.facts)) return false;
  return file.facts.calls.some((it) =>
    /^(close|shutdown|Shutdown|stop|GracefulStop|closeServer|gracefulShutdown)$/.test(it.callee.path.at(-1) ?? ''),
  );
}

/** The files of the process: all that imports the file with the server, and all that those load; for Go all files of a package. */
function closure(workspace: Workspace, unit: Unit, entry: Path): Set<Path> {
  const inside = new Set(unit.files.filter((it) => workspace.roleOf(it) !== 'test'));
  const next = new Map<Path, Path[]>();
  const back = new Map<Path, Path[]>();
  for (const { from, to } of workspace.edges) {
    if (!inside.has(from) || !inside.has(to)) continue;
    next.set(from, [...(next.get(from) ?? []), to]);
    back.set(to, [...(back.get(to) ?? []), from]);
  }
  const starts = withPackages(unit, reach(back, [entry]));
  return withPackages(unit, reach(next, [...starts]));
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
  code: LiftedCode,
  listen: ServerListen,
  index: number,
  messageId: 'noHandler' | 'incomplete',
): Detection<Data> {
  return {
    messageId,
    data: { call: listen.name },
    path: code.path,
    at: { kind: 'concept', index },
    ...(messageId === 'incomplete' && { severity: 'info' as const }),
    offers: messageId === 'noHandler' && code.facts.language !== 'go' ? [OFFER] : [],
  };
}

/** Express and Node.js keep the running server in a variable; NestJS and Fastify have their own way. */
function shutdownChanges(workspace: Workspace, code: LiftedCode, listen: ServerListen): TextChange[] | undefined {
  const text = workspace.textOf(code.path);
  const call = listen.call === undefined ? undefined : code.facts.calls[listen.call];
  if (text === undefined || !call || code.facts.language === 'go') return undefined;
  const lineStart = text.lastIndexOf('\n', call.statement.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const receiver = call.callee.path.slice(0, -1).join('.');
  if (listen.framework === 'nestjs') {
    return [
      {
        span: { start: call.statement.start, end: call.statement.start },
        text: `${receiver}.enableShutdownHooks();${lineEnd}${indent}`,
      },
    ];
  }
  const isFastify = listen.framework === 'fastify';
  const server = listen.target ?? (isFastify || listen.framework === 'node' ? receiver : 'server');
  if (server === '') return undefined;
  const close = isFastify
    ? [`void ${server}.close().then(() => process.exit(0));`]
    : [`${server}.close(() => process.exit(0));`, 'setTimeout(() => process.exit(1), 10_000).unref();'];
  const handler = ["process.once('SIGTERM', () => {", ...close.map((it) => `  ${it}`), '});']
    .map((it) => indent + it)
    .join(lineEnd);
  const after = { span: { start: call.statement.end, end: call.statement.end }, text: `${lineEnd}${lineEnd}${handler}` };
  const needsName = listen.target === undefined && server === 'server';
  return needsName ? [{ span: { start: call.span.start, end: call.span.start }, text: 'const server = ' }, after] : [after];
}
