import { fileName, folderOf, isWithin, type Path } from '#base/paths.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { DockerfileFacts } from '#facts/manifest-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';

const FATAL = /^(Fatal|Fatalf|Fatalln|Panic|Panicf|Panicln|Exit)$/;

/** Tells whether a Go file ends the process with whatever its server returns: `log.Fatal(server.ListenAndServe())`. */
export function fatalListen({ facts, visible }: LiftedCode): boolean {
  if (facts.language !== 'go' || mentionsClosed(facts)) return false;
  return visible.some((it) => {
    if (it.kind !== 'listen' || it.framework !== 'net-http' || !/^\w+\./.test(it.name) || it.name.startsWith('http.'))
      return false;
    return facts.calls.some(
      (call) =>
        FATAL.test(call.callee.path.at(-1) ?? '') && call.args.some((value) => value.kind === 'call' && value.call === it.call),
    );
  });
}

/** `http.ErrServerClosed` is asked for, so that the usual end is told from a failure. */
function mentionsClosed(facts: CodeFacts): boolean {
  return (
    facts.scopes.some((it) => it.branch?.text.includes('ErrServerClosed')) ||
    facts.calls.some((it) => it.args.some((value) => value.kind === 'reference' && value.path.at(-1) === 'ErrServerClosed'))
  );
}

const OPENS =
  /^(create_pool|create_redis_pool|ClientSession|AsyncClient|AIOKafkaConsumer|AIOKafkaProducer|AsyncIOMotorClient|connect_robust)$/;
const CLOSES = /^(close|aclose|disconnect|dispose|stop|wait_closed|close_pool|shutdown|terminate|aexit|__aexit__|aclose_all)$/;

/** The call in a lifespan or start-up function of Python that opens what its file never closes; undefined where there is none. */
export function unclosedInStartup(code: LiftedCode, unit: Unit, workspace: Workspace): string | undefined {
  const opened = openedInStartup(code);
  if (opened === undefined) return undefined;
  // Whoever closes may be elsewhere: the hook for the end, or a function that it calls.
  const closes = unit.files.some((path) => {
    const file = workspace.files.get(path);
    return file !== undefined && isCode(file) && workspace.roleOf(path) === undefined && closesSomething(file);
  });
  return closes ? undefined : opened;
}

/** The call of a Python file that opens something in a lifespan or start-up function; undefined where there is none. */
export function openedInStartup(code: LiftedCode): string | undefined {
  return startupOpening(code)?.callee.path.join('.');
}

/** The same as a call. */
export function startupOpening({ facts }: LiftedCode): CodeFacts['calls'][number] | undefined {
  if (facts.language !== 'python') return undefined;
  return facts.calls.find((it) => OPENS.test(it.callee.path.at(-1) ?? '') && it.use === 'assigned' && isStartup(facts, it.scope));
}

/** Tells whether a Python file closes something, or registers what does. */
export function closesSomething({ facts }: LiftedCode): boolean {
  return facts.language === 'python' && facts.calls.some((it) => isClosing(it.callee.path, it.args));
}

function isClosing(path: readonly string[], args: CodeFacts['calls'][number]['args']): boolean {
  if (CLOSES.test(path.at(-1) ?? '')) return true;
  const first = args[0];
  return /^(on_event|add_event_handler)$/.test(path.at(-1) ?? '') && first?.kind === 'literal' && first.value === 'shutdown';
}

function isStartup(facts: CodeFacts, scope: ScopeId): boolean {
  const fn = enclosingFunction(facts, scope)?.fn;
  if (!fn) return false;
  return fn.decorators.some((it) => {
    const last = it.path.at(-1);
    const first = it.call === undefined ? undefined : facts.calls[it.call]?.args[0];
    return last === 'asynccontextmanager'
      ? /lifespan/i.test(fn.name ?? '')
      : last === 'on_event' && first?.kind === 'literal' && first.value === 'startup';
  });
}

/** Tells whether a container of the unit runs the file with Python itself. */
export function isContainerCommand(workspace: Workspace, path: Path, unit: Unit): boolean {
  const name = fileName(path);
  return [...workspace.files.values()].some(({ facts }) => {
    // It lies above the file, or in a folder beside those above it: one of another program may name a file of the same name.
    if (facts.kind !== 'dockerfile' || workspace.unitOf(facts.path) !== unit) return false;
    if (!isWithin(folderOf(folderOf(facts.path)), path)) return false;
    const command = commandOf(facts);
    return (
      command !== undefined &&
      /\bpython[\d.]*\b/.test(command.arguments) &&
      new RegExp(`[\\s"/]${name.replace('.', '\\.')}\\b`).test(command.arguments)
    );
  });
}

/**
 * The command of an image that keeps signals from the server: a package manager, or a shell with more to do. A shell with a
 * single command gives its place to it, as far as the shells of the usual images go.
 */
export function swallowsSignals(facts: DockerfileFacts): string | undefined {
  const command = commandOf(facts);
  if (!command || facts.instructions.some((it) => it.keyword === 'ENTRYPOINT' && it.stage === command.stage && it !== command))
    return undefined;
  const text = command.arguments.trim();
  if (!command.isExecForm) {
    if (/\bexec\s/.test(text) || text.startsWith('[')) return undefined;
    return /&&|;|\|\|/.test(text) || RUNNER.test(text) ? shortened(text) : undefined;
  }
  const words = text
    .replace(/[[\]",]/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  return RUNNER.test(words) ? shortened(words) : undefined;
}

/** A server for development may be cut off. */
const RUNNER = /^(npm|yarn|pnpm)\s+(run\s+)?(?!dev\b|watch\b|start:dev\b|\S+:dev\b)\S+/;

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The last CMD or ENTRYPOINT of the last stage. */
function commandOf({ instructions }: DockerfileFacts): DockerfileFacts['instructions'][number] | undefined {
  const stage = instructions.at(-1)?.stage;
  return instructions.filter((it) => it.stage === stage && (it.keyword === 'CMD' || it.keyword === 'ENTRYPOINT')).at(-1);
}
