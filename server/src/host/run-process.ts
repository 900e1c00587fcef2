import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { withFittingNode } from './fitting-node.ts';
import { toolchainHint } from './toolchain.ts';

// Every command is a list of words, never a shell line. A process leads a group of its own, so that what it starts in
// turn ends with it; only groups that were started here are ever signalled.

export interface Command {
  /** The program and its arguments. */
  readonly words: readonly string[];
  /** Absolute path of the folder to run in. */
  readonly folder: string;
  /** The whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Another user to run as, which only root may ask for. */
  readonly user?: RunAs | undefined;
}

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export interface RunOptions {
  /** Milliseconds until the process and its children are killed; undefined waits for ever. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Most characters of output that are kept; where there are more, the middle is dropped. */
  readonly maxOutput?: number | undefined;
  /** Gets the output as it comes, besides what the result keeps. */
  readonly onOutput?: ((stream: OutputStream, text: string) => void) | undefined;
}

export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  | { readonly kind: 'aborted' }
  /** The program could not be started; `reason` is a sentence that says what to install or mend. */
  | { readonly kind: 'not-started'; readonly reason: string };

export interface ProcessResult {
  readonly end: ProcessEnd;
  /** Standard output and standard error in the order of arrival. */
  readonly output: string;
  readonly ms: number;
}

export type OutputStream = 'stdout' | 'stderr';

export interface StartedProcess {
  /** Undefined when the program could not be started. */
  readonly pid: number | undefined;
  /** Settles when the process has ended and its output is read; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Sends a signal to the process alone, as a container runtime does. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** Ends the process and all its children: asks first, kills after `graceMs` (default 2,000). Settles when it has ended. */
  readonly stop: (graceMs?: number) => Promise<void>;
}

/** Most characters of output that are kept unless told otherwise. */
export const defaultMaxOutput = 1_000_000;

/** Runs a command to its end. Never rejects: a missing program, a timeout and an abort are values. */
export async function runProcess(command: Command, options: RunOptions = {}): Promise<ProcessResult> {
  const start = performance.now();
  const output = cappedText(options.maxOutput ?? defaultMaxOutput);
  const finish = (end: ProcessEnd): ProcessResult => ({ end, output: output.text(), ms: performance.now() - start });
  if (options.signal?.aborted === true) return finish({ kind: 'aborted' });
  const started = startProcess(command, (stream, text) => {
    output.add(text);
    options.onOutput?.(stream, text);
  });
  let cut: ProcessEnd | undefined;
  const stopAs = (end: ProcessEnd): void => {
    cut ??= end;
    void started.stop();
  };
  const { timeoutMs, signal } = options;
  const timer =
    timeoutMs === undefined ? undefined : setTimeout(() => stopAs({ kind: 'timed-out', afterMs: timeoutMs }), timeoutMs);
  const onAbort = (): void => stopAs({ kind: 'aborted' });
  signal?.addEventListener('abort', onAbort, { once: true });
  const end = await started.ended;
  clearTimeout(timer);
  signal?.removeEventListener('abort', onAbort);
  if (cut !== undefined) await started.stop();
  return finish(cut ?? end);
}

/** Starts a command and leaves it running; `onOutput` gets its text as it comes. */
export function startProcess(command: Command, onOutput: (stream: OutputStream, text: string) => void): StartedProcess {
  const [program = '', ...rest] = command.words;
  if (!existsSync(command.folder)) return notStarted(`The folder ${command.folder} does not exist`);
  const child = spawn(program, rest, {
    cwd: command.folder,
    env: withFittingNode(program, command.environment),
    ...command.user,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
    windowsHide: true,
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text: string) => onOutput(stream, text));
  }
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve({ kind: 'not-started', reason: startTrouble(program, error) });
    });
    child.once('exit', () => {
      // A child that outlives its parent keeps the pipes open: its group is ended, so that `close` comes.
      signalGroup(child, 'SIGKILL');
    });
    child.once('close', (code, signal) =>
      resolve(code === null ? { kind: 'killed', signal: signal ?? 'SIGKILL' } : { kind: 'exited', code }),
    );
  });
  track(child, ended);
  return {
    pid: child.pid,
    ended,
    signal: (name) => void child.kill(name),
    stop: (graceMs = 2000) => stopTree(child, ended, graceMs),
  };
}

/** One sentence about an end that is no success; undefined for exit code 0. */
export function endTrouble(end: ProcessEnd): string | undefined {
  switch (end.kind) {
    case 'exited':
      return end.code === 0 ? undefined : `it exited with code ${end.code}`;
    case 'killed':
      return `it was ended by ${end.signal}`;
    case 'timed-out':
      return `it was still running after ${Math.round(end.afterMs / 1000)} s and was stopped`;
    case 'aborted':
      return 'it was cancelled';
    case 'not-started':
      return end.reason;
  }
}

function notStarted(reason: string): StartedProcess {
  return {
    pid: undefined,
    ended: Promise.resolve({ kind: 'not-started', reason }),
    signal: () => undefined,
    stop: async () => undefined,
  };
}

function startTrouble(program: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return toolchainHint(program);
  if (error.code === 'EACCES') return `The file ${program} may not be executed`;
  return `${program} could not be started (${error.code ?? error.message})`;
}

async function stopTree(child: ChildProcess, ended: Promise<ProcessEnd>, graceMs: number): Promise<void> {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
  }
  await ended;
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () =>
      child.kill(),
    );
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    // The group is gone already; anything else is a bug.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH' && (error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}

const running = new Set<ChildProcess>();
let isWatchingExit = false;

/** Processes do not outlive this one, however it ends. */
function track(child: ChildProcess, ended: Promise<ProcessEnd>): void {
  running.add(child);
  void ended.then(() => running.delete(child));
  if (isWatchingExit) return;
  isWatchingExit = true;
  process.once('exit', () => {
    for (const it of running) signalGroup(it, 'SIGKILL');
  });
}

/** Keeps the first quarter and the last three quarters of `limit` characters. */
function cappedText(limit: number): { readonly add: (text: string) => void; readonly text: () => string } {
  const headLimit = Math.floor(limit / 4);
  const tailLimit = limit - headLimit;
  let head = '';
  let tail = '';
  let dropped = 0;
  return {
    add: (text) => {
      const room = headLimit - head.length;
      head += text.slice(0, Math.max(0, room));
      tail += text.slice(Math.max(0, room));
      if (tail.length > 2 * tailLimit) cut();
    },
    text: () => {
      cut();
      return dropped === 0 ? head + tail : `${head}\n… ${dropped} characters left out …\n${tail}`;
    },
  };

  function cut(): void {
    const excess = tail.length - tailLimit;
    if (excess <= 0) return;
    tail = tail.slice(excess);
    dropped += excess;
  }
}
