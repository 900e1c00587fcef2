import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resource } from '#decisions/resource.ts';
import { endTrouble, type OutputStream, type ProcessResult, runProcess } from '#host/run-process.ts';
import { type BackEnd, type Launch, launchBackEnd } from './back-end.ts';
import { type Database, newSqliteDatabase } from './database.ts';
import { echoTo } from './echo.ts';
import {
  backEndEnvironment,
  type Environment,
  exampleVariables,
  generateSecrets,
  machineEnvironment,
  type Variables,
} from './environment.ts';
import type { Evidence, Expectations } from './expectations.ts';
import { postgresDatabases } from './postgres-database.ts';
import type { BackEndRun, VerifiedProject } from './project.ts';
import { type Secrets, secretsOfRun } from './secrets.ts';
import { fromTrpc, procedurePath, trpcCall } from './trpc-calls.ts';

/** How long things may take, in milliseconds. The contract's own numbers; tests of the probes shorten the long ones. */
export interface Limits {
  /** One command of an install, check, build or test. */
  readonly commandMs: number;
  /** From the start to the first answer of `/health`. */
  readonly startMs: number;
  /** A start without a required variable. */
  readonly failFastMs: number;
  /** From a write to its event at another client. */
  readonly eventMs: number;
  /** Between two pings of an event stream. */
  readonly pingMs: number;
  /** From SIGTERM until new connections are refused. */
  readonly closeMs: number;
  /** From SIGTERM to the exit. */
  readonly shutdownMs: number;
  /** Until something that is not timed by the contract has to be seen: a log line, a red `/ready`, a change of a page. */
  readonly noticeMs: number;
}

export const defaultLimits: Limits = {
  commandMs: 600_000,
  startMs: 30_000,
  failFastMs: 5_000,
  eventMs: 1_000,
  pingMs: 15_000,
  closeMs: 2_000,
  shutdownMs: 10_000,
  noticeMs: 5_000,
};

/** Nobody promised a quick start: some compile while they start. */
export const unknownLimits: Limits = { ...defaultLimits, startMs: 90_000 };

/** A finding of the project's own rules, or a checklist item that is not done. */
export interface OwnFinding {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
  readonly severity?: 'error' | 'warning' | 'info' | 'hint';
}

/** What the verification cannot do by itself. */
export interface SessionOptions {
  /** Absolute path of the folder of `tiebeam.json`. */
  readonly root: string;
  readonly project: VerifiedProject;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Absolute path of the folder that keeps screenshots. */
  readonly artefacts: string;
  /** The project's own rules; undefined where there is no engine to ask. */
  readonly check: ((root: string) => Promise<readonly OwnFinding[]>) | undefined;
  /** Gets whole lines of what the commands and the started project print, secrets blotted out. */
  readonly onOutput?: ((lines: string) => void) | undefined;
}

export interface LaunchOptions {
  readonly variables?: Variables;
  /** A database to go on with; by default a new one with all migrations. */
  readonly database?: Database;
}

/** One run: the temporary folder, the secrets and the processes, all of which are gone when it is closed. */
export interface Session extends SessionOptions {
  /** Absolute path of a temporary folder that is removed at the end. */
  readonly folder: string;
  readonly secrets: Secrets;
  /** An origin that the back end lets in, and which nobody serves. */
  readonly allowedOrigin: string;
  /** A number that was not given before, for values that have to differ. */
  readonly nextNumber: () => number;
  /** The back end that the probes share: generous limits, all migrations. Started when first asked for. */
  readonly shared: (expect: Expectations) => Promise<BackEnd>;
  /** Starts a back end of its own for a probe; ended with the session at the latest. */
  readonly launch: (options?: LaunchOptions) => Promise<Launch>;
  /** As `launch`; ends the probe where it does not start. */
  readonly needLaunch: (expect: Expectations, options?: LaunchOptions) => Promise<BackEnd>;
  /** Rejects with `Unavailable` where there is no server for it. */
  readonly newDatabase: () => Promise<Database>;
  /** What the project's own tests find in their environment: where they may make databases, for a database with a server. */
  readonly testVariables: () => Promise<Environment>;
  /** Runs a command of the back end (a migration, a role) with the environment of a start. */
  readonly runForBackEnd: (words: readonly string[], database: Database) => Promise<ProcessResult>;
  /** The environment of a start; for starts that are expected to fail. */
  readonly environmentFor: (port: number, database: Database, variables: Variables) => Environment;
  /** Runs a command of any app with nothing of the project's variables set. */
  readonly runCommand: (words: readonly string[], folder: string, variables?: Environment) => Promise<ProcessResult>;
  /** Where the output of a command goes as it comes; undefined where nobody listens. */
  readonly echo: (words: readonly string[]) => ((stream: OutputStream, text: string) => void) | undefined;
  /** What the back ends are told to let in. */
  readonly corsOrigins: readonly string[];
  /** Called when the session is closed, the last one first. */
  readonly onClose: (end: () => Promise<void>) => void;
  /** Paths of artefacts that were kept. */
  readonly kept: string[];
  readonly close: () => Promise<void>;
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const { root, project, limits, signal } = options;
  const folder = await mkdtemp(join(tmpdir(), 'tiebeam-verify-'));
  const ends: (() => Promise<void>)[] = [];
  const secrets = secretsOfRun();
  const run = project.backEnd;
  const generated = run === undefined ? {} : generateSecrets(run);
  secrets.add(...Object.values(generated));
  const examples = run === undefined ? {} : await exampleVariables(join(root, run.path));
  const allowedOrigin = 'https://app.example.test';
  const hasServer = project.decisions.database === 'postgresql';
  const postgres = postgresDatabases({ folder, signal }, (password) => secrets.add(password));
  ends.push(postgres.close);
  let number = 0;
  let shared: Promise<Launch> | undefined;

  const session: Session = {
    ...options,
    folder,
    secrets,
    allowedOrigin,
    corsOrigins: [allowedOrigin],
    kept: [],
    echo: (words) => options.onOutput && echoTo(options.onOutput, words, secrets),
    nextNumber: () => {
      number += 1;
      return number;
    },
    newDatabase: () => (hasServer ? postgres.newDatabase() : newSqliteDatabase(join(folder, `database-${session.nextNumber()}`))),
    testVariables: async () => (hasServer ? { TEST_DATABASE_URL: await postgres.testUrl() } : {}),
    environmentFor: (port, database, variables) =>
      backEndEnvironment({
        run: needRun(run),
        examples,
        secrets: generated,
        port,
        databaseUrl: database.url,
        corsOrigins: session.corsOrigins,
        variables,
      }),
    runForBackEnd: (words, database) =>
      runProcess(
        { words, folder: join(root, needRun(run).path), environment: session.environmentFor(0, database, {}) },
        { timeoutMs: limits.commandMs, signal, onOutput: session.echo(words) },
      ),
    runCommand: (words, path, variables = {}) =>
      runProcess(
        { words, folder: join(root, path), environment: { ...machineEnvironment(), CI: 'true', NO_COLOR: '1', ...variables } },
        { timeoutMs: limits.commandMs, signal, onOutput: session.echo(words) },
      ),
    launch: async ({ variables = {}, database } = {}) => {
      const { start, path, migrateUp } = needRun(run);
      if (start === undefined) return { kind: 'failed', evidence: missingKey('start', 'how the built server is started') };
      const own = database ?? (await session.newDatabase());
      if (database === undefined && migrateUp !== undefined) {
        const trouble = commandTrouble(migrateUp, await session.runForBackEnd(migrateUp, own));
        if (trouble !== undefined) return { kind: 'failed', evidence: trouble };
      }
      const launch = await launchBackEnd({
        words: start,
        folder: join(root, path),
        database: own,
        environment: (port) => session.environmentFor(port, own, variables),
        startMs: limits.startMs,
        signal,
        onOutput: session.echo(start),
      });
      if (launch.kind === 'failed') return launch;
      ends.push(launch.backEnd.stop);
      if (project.decisions.api !== 'trpc') return launch;
      const { send } = launch.backEnd;
      const sendAsTrpc: BackEnd['send'] = async (request) => {
        const call = trpcCall(project.resources, request);
        if (call === undefined) return send(request);
        return fromTrpc(request, await send({ ...request, ...call, body: call.body }));
      };
      return { kind: 'running', backEnd: { ...launch.backEnd, send: sendAsTrpc } };
    },
    needLaunch: async (expect, launchOptions) => running(expect, await session.launch(launchOptions)),
    shared: async (expect) => {
      shared ??= session.launch();
      return running(expect, await shared);
    },
    onClose: (end) => void ends.push(end),
    close: async () => {
      for (const end of ends.reverse()) await end();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return session;
}

/** Where a resource is listed or created, as the request line has it: for what does not go through `send`. */
export function resourcePath({ project }: Session, resource: Resource, procedure: 'list' | 'create'): string {
  return project.decisions.api === 'trpc' ? procedurePath(resource, procedure) : `/api/${resource.plural}`;
}

/** What to say when a command did not end with exit code 0; undefined when it did. */
export function commandTrouble(words: readonly string[], result: ProcessResult): Evidence | undefined {
  const trouble = endTrouble(result.end);
  if (trouble === undefined) return undefined;
  return { expected: `\`${words.join(' ')}\` succeeds`, actual: trouble, log: lastLines(result.output, 30) };
}

/** What to say when `tiebeam.json` does not tell how to do something. */
export function missingKey(key: string, meaning: string, part: 'backend' | 'frontend' = 'backend'): Evidence {
  return {
    expected: `run.${part}.${key} in tiebeam.json says ${meaning}`,
    actual: 'the key is missing',
    place: { path: 'tiebeam.json' },
  };
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split(/\r?\n/).slice(-count).join('\n');
}

function running(expect: Expectations, launch: Launch): BackEnd {
  if (launch.kind === 'running') return launch.backEnd;
  return expect.need<BackEnd>(undefined, launch.evidence);
}

function needRun(run: BackEndRun | undefined): BackEndRun {
  if (run === undefined) throw new Error('a probe of the back end ran without a back end');
  return run;
}
