import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePorts } from '#host/free-port.ts';
import type { Launch } from '#host/launch/launch.ts';
import { endTrouble, type ProcessEnd, runProcess, startProcess } from '#host/run-process.ts';
import type { BackEnd } from '#verify/back-end.ts';
import { type Database, newSqliteDatabase } from '#verify/database.ts';
import { type Environment, machineEnvironment } from '#verify/environment.ts';
import { eventually } from '#verify/eventually.ts';
import { Blocked, type Expectations } from '#verify/expectations.ts';
import { type Exchange, exchange, type HttpRequest, headerOf } from '#verify/http-exchange.ts';
import { logBook } from '#verify/log-book.ts';
import { postgresDatabases } from '#verify/postgres-database.ts';
import { commandTrouble, type Session } from '#verify/session.ts';

/** The one server of a project that Tiebeam did not make: several at once might want the same port. */
export interface UnknownServer {
  readonly launch: Launch;
  /** Starts it where it does not run; ends the probe where it does not come up. */
  readonly running: (expect: Expectations) => Promise<BackEnd>;
  /** The environment of a start that is not waited for; undefined takes a variable away. */
  readonly environment: (variables: Readonly<Record<string, undefined>>) => Promise<Environment>;
  readonly stop: () => Promise<void>;
}

let requests = 0;

export function unknownServer(session: Session, launch: Launch): UnknownServer {
  const { signal, limits, secrets } = session;
  const folder = join(session.root, launch.folder);
  const values = new Map<string, string>();
  let database: Promise<Database> | undefined;
  let current: Promise<BackEnd> | undefined;
  let isBroken = false;

  const postgres = postgresDatabases({ folder: session.folder, signal }, (password) => secrets.add(password));
  session.onClose(postgres.close);
  const needDatabase = (): Promise<Database> => {
    database ??= launch.database === 'postgresql' ? postgres.newDatabase() : newSqliteDatabase(join(session.folder, 'database'));
    return database;
  };
  /** A secret keeps its value over the starts of a run. */
  const secretFor = (name: string): string => {
    const value = values.get(name) ?? randomBytes(32).toString('hex');
    values.set(name, value);
    secrets.add(value);
    return value;
  };
  const environmentOn = async (port: number): Promise<Environment> => {
    const own = machineEnvironment();
    const url = new URL((await needDatabase()).url);
    const filled = Object.entries(launch.variables).map(([name, value]) => [
      name,
      withPlaceholders(value, {
        port: String(port),
        secret: value.includes('{secret}') ? secretFor(name) : '',
        database: url.href,
        databaseHost: url.hostname,
        databasePort: url.port,
        databaseUser: decodeURIComponent(url.username),
        databasePassword: decodeURIComponent(url.password),
        databaseName: url.pathname.slice(1),
      }),
    ]);
    return { ...own, NODE_ENV: 'production', ...Object.fromEntries(filled) };
  };
  const start = async (expect: Expectations): Promise<BackEnd> => {
    const [port = 0] = await freePorts(1);
    const environment = await environmentOn(port);
    for (const words of launch.migrate) {
      const result = await runProcess(
        { words, folder, environment },
        { timeoutMs: limits.commandMs, signal, onOutput: session.echo(words) },
      );
      signal.throwIfAborted();
      const trouble = commandTrouble(words, result);
      expect.need(trouble === undefined ? true : undefined, trouble ?? migrated);
    }
    const free = await freeOf([port, ...launch.ports], signal);
    return come(session, expect, launch, { folder, environment, ports: free, assigned: port, database: await needDatabase() });
  };
  const stop = async (): Promise<void> => {
    const running = await current?.catch(() => undefined);
    current = undefined;
    await running?.stop();
  };
  session.onClose(stop);
  return {
    launch,
    running: (expect) => {
      if (isBroken) throw new Blocked('it does not start');
      current ??= start(expect).catch((error: unknown) => {
        // The first probe tells why; the others would say the same.
        isBroken = true;
        throw error;
      });
      return current;
    },
    environment: async (taken) => {
      const [port = 0] = await freePorts(1);
      const all: Readonly<Record<string, string | undefined>> = { ...(await environmentOn(port)), ...taken };
      return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
    },
    stop,
  };
}

const migrated = { expected: 'the database is brought up to date', actual: '' };

interface Start {
  readonly folder: string;
  readonly environment: Environment;
  /** Where it may listen: the port that it is told, and those that its code names. */
  readonly ports: readonly number[];
  readonly assigned: number;
  readonly database: Database;
}

async function come(session: Session, expect: Expectations, launch: Launch, start: Start): Promise<BackEnd> {
  const { signal, limits } = session;
  const words = launch.start.map((it) => withPlaceholders(it, { port: String(start.assigned) }));
  const log = logBook();
  const echo = session.echo(words);
  const started = startProcess({ words, folder: start.folder, environment: start.environment }, (stream, text) => {
    log.add(stream, text);
    echo?.(stream, text);
  });
  let end: ProcessEnd | undefined;
  void started.ended.then((it) => {
    end = it;
  });
  const path = launch.routes.health ?? launch.routes.reads[0] ?? '/';
  const found = await eventually(
    async () => {
      if (end !== undefined) return 0;
      for (const port of start.ports) {
        if ((await exchange(originOf(port), { method: 'GET', path }, signal)).status !== 0) return port;
      }
      return undefined;
    },
    limits.startMs,
    signal,
  ).catch(async (error: unknown) => {
    await started.stop();
    throw error;
  });
  if (found === undefined || found === 0) {
    const silence = `nothing answered on ${start.ports.length > 1 ? 'the ports' : 'port'} ${start.ports.join(', ')} for ${limits.startMs / 1000} s`;
    const trouble = end === undefined ? silence : (endTrouble(end) ?? 'it exited with code 0');
    await started.stop();
    return expect.need<BackEnd>(undefined, {
      expected: `\`${words.join(' ')}\` starts and answers`,
      actual: trouble,
      log: log.tail(20),
    });
  }
  return {
    origin: originOf(found),
    port: found,
    process: started,
    log,
    database: start.database,
    environment: start.environment,
    send: async ({ requestId, ...request }) => {
      requests += 1;
      const id = requestId === false ? undefined : (requestId ?? `tiebeam-unknown-${process.pid}-${requests}`);
      const headers = id === undefined ? request.headers : { 'x-request-id': id, ...request.headers };
      const answer = await followed(originOf(found), { ...request, headers }, signal);
      return { ...answer, log: () => log.about(id) };
    },
    stop: () => started.stop(),
  };
}

/** Frameworks send a path to itself with a slash at its end, or without; where that leads is what counts. */
async function followed(origin: string, request: HttpRequest, signal: AbortSignal): Promise<Exchange> {
  const answer = await exchange(origin, request, signal);
  const target = headerOf(answer, 'location');
  if (![301, 307, 308].includes(answer.status) || target === undefined) return answer;
  const { origin: there, pathname, search } = new URL(target, new URL(request.path, origin));
  const isSame = there === origin && pathname.replace(/\/$/, '') === request.path.split('?')[0]?.replace(/\/$/, '');
  return isSame && pathname !== request.path ? exchange(origin, { ...request, path: pathname + search }, signal) : answer;
}

/** A port that somebody else listens on says nothing about this project. */
async function freeOf(ports: readonly number[], signal: AbortSignal): Promise<readonly number[]> {
  const asked = await Promise.all(
    ports.map(async (port) => ({ port, answer: await exchange(originOf(port), { method: 'GET', path: '/' }, signal) })),
  );
  return asked.filter(({ answer }) => answer.status === 0 && /ECONNREFUSED/.test(answer.text)).map((it) => it.port);
}

function originOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** `{env.NAME}` is taken from the environment of this process; other braces stay. */
function withPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+|env\.\w+)\}/g, (whole, name: string) => {
    if (name.startsWith('env.')) return process.env[name.slice('env.'.length)] ?? '';
    return values[name] ?? whole;
  });
}
