import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { freePorts, loopback } from '#host/free-port.ts';
import { endTrouble, type ProcessEnd, type ProcessResult, type RunAs, runProcess, startProcess } from '#host/run-process.ts';
import { machineEnvironment, type Variables } from './environment.ts';
import { eventually } from './eventually.ts';
import { Unavailable } from './expectations.ts';
import { logBook } from './log-book.ts';

/** A PostgreSQL server that databases can be made on. */
export interface PostgresServer {
  /** Who may log in and make databases, and the database to do it from: `postgresql://user:password@host:port/postgres`. */
  readonly url: URL;
  readonly password: string;
  /** False for a server that somebody else runs: what was made on it has to be taken away again. */
  readonly isOurs: boolean;
  /** Runs one statement in the database of the address. */
  readonly execute: (sql: string) => Promise<ProcessResult>;
  /** Runs a program of the server's own folder, such as `psql` or `pg_dump`; the password goes with the environment. */
  readonly runTool: (name: 'psql' | 'pg_dump', args: readonly string[]) => Promise<ProcessResult>;
  readonly stop: () => Promise<void>;
}

export interface ServerPlace {
  /** Absolute path of a folder that is ours; the cluster is made below it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Where the programs and `TIEBEAM_POSTGRES_URL` are looked for; by default the environment of this process. */
  readonly from?: Variables | undefined;
}

/** Milliseconds until a server that was started has to take connections. */
const startMs = 60_000;
/** Milliseconds for making a cluster, or for one command on it. */
const toolMs = 60_000;
const stopMs = 5_000;

/**
 * The server that `TIEBEAM_POSTGRES_URL` names, or else one of our own: a new cluster on a free port of the loopback address, with durability
 * off. Rejects with `Unavailable` and the way out where none can be had.
 */
export async function openPostgresServer(place: ServerPlace): Promise<PostgresServer> {
  const from = place.from ?? process.env;
  const bin = findPostgresPrograms(from);
  const { TIEBEAM_POSTGRES_URL: named } = from;
  if (named === undefined || named === '') {
    if (bin?.hasServer !== true) throw unavailable('no programs of a PostgreSQL server were found', wayOut);
    return startServer(bin.folder, place);
  }
  if (bin === undefined)
    throw unavailable('psql and pg_dump were not found', 'install them (Debian, Ubuntu: apt-get install postgresql-client)');
  const url = URL.parse(named);
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '')
    throw unavailable('TIEBEAM_POSTGRES_URL is no address', 'write it as postgresql://user:password@host:5432/postgres');
  const server = serverAt(bin.folder, url, undefined);
  const result = await server.execute('SELECT 1');
  if (endTrouble(result.end) === undefined) return server;
  place.signal.throwIfAborted();
  throw unavailable(
    'the server of TIEBEAM_POSTGRES_URL does not let us in',
    'see that it runs and that user and password are right',
    result.output,
  );
}

/**
 * The folder with PostgreSQL's programs: the folders of PATH, then the usual places of each system, the newest version first. Undefined
 * where not even the clients are there.
 */
export function findPostgresPrograms(from: Variables): { readonly folder: string; readonly hasServer: boolean } | undefined {
  const { PATH: path = '' } = from;
  const folders = [...path.split(delimiter).filter((it) => it !== ''), ...installations.flatMap(versionsIn)];
  const has = (folder: string, names: readonly string[]): boolean =>
    names.every((name) => existsSync(join(folder, program(name))));
  const whole = folders.find((it) => has(it, [...clients, 'initdb', 'postgres']));
  if (whole !== undefined) return { folder: whole, hasServer: true };
  const client = folders.find((it) => has(it, clients));
  return client === undefined ? undefined : { folder: client, hasServer: false };
}

const wayOut =
  'install PostgreSQL (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql), or set TIEBEAM_POSTGRES_URL to a server ' +
  'whose user may create databases, such as postgresql://user:password@127.0.0.1:5432/postgres';

const clients = ['psql', 'pg_dump'];

/** Folders that hold one folder per version, and what stands before and after the version in its name. */
const installations: readonly (readonly [parent: string, before: string, below: string])[] = [
  ['/usr/lib/postgresql', '', 'bin'],
  ['/usr', 'pgsql-', 'bin'],
  ['/opt/homebrew/opt', 'postgresql@', 'bin'],
  ['/usr/local/opt', 'postgresql@', 'bin'],
  ['/Library/PostgreSQL', '', 'bin'],
  ['C:\\Program Files\\PostgreSQL', '', 'bin'],
];

function versionsIn([parent, before, below]: (typeof installations)[number]): readonly string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => name.startsWith(before) && /^\d+/.test(name.slice(before.length)))
    .sort((one, other) => Number.parseInt(other.slice(before.length), 10) - Number.parseInt(one.slice(before.length), 10))
    .map((name) => join(parent, name, below));
}

function program(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

async function startServer(bin: string, place: ServerPlace): Promise<PostgresServer> {
  const { folder, signal } = place;
  const user = serverUser();
  const home = join(folder, 'postgres');
  const data = join(home, 'data');
  const ownerPassword = randomBytes(24).toString('base64url');
  await mkdir(home, { mode: 0o700 });
  const passwordFile = join(home, 'password');
  await writeFile(passwordFile, ownerPassword, { mode: 0o600 });
  if (user !== undefined) {
    // Whoever the server runs as has to get through our folder; what is in it stays unlisted.
    await chmod(folder, 0o711);
    for (const path of [home, passwordFile]) await chown(path, user.uid, user.gid);
  }
  const environment = { ...machineEnvironment(), LC_ALL: 'C', HOME: home };
  const options = ['--pgdata', data, '--username', owner, '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
  const made = await runProcess(
    {
      words: [join(bin, program('initdb')), ...options, '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
      folder: home,
      environment,
      user,
    },
    { timeoutMs: toolMs, signal },
  );
  signal.throwIfAborted();
  if (endTrouble(made.end) !== undefined) throw unavailable('initdb failed', wayOut, made.output);
  await rm(passwordFile);
  const [port = 0] = await freePorts(1);
  const log = logBook();
  const started = startProcess(
    { words: [join(bin, program('postgres')), '-D', data, '-p', String(port), ...settings], folder: home, environment, user },
    log.add,
  );
  let end: ProcessEnd | undefined;
  void started.ended.then((it) => {
    end = it;
  });
  const stop = async (): Promise<void> => {
    // Fast shutdown: SIGTERM would wait until every client has gone.
    started.signal('SIGINT');
    const timer = setTimeout(() => void started.stop(), stopMs);
    await started.ended;
    clearTimeout(timer);
  };
  const administration = serverAt(bin, urlOf(owner, ownerPassword, port), stop);
  const password = randomBytes(24).toString('base64url');
  const createRole = `CREATE ROLE ${role} LOGIN CREATEDB PASSWORD '${password}'`;
  const isUp = await eventually(
    async () => {
      if (end !== undefined) return false;
      const { end: answer } = await administration.execute(createRole);
      return endTrouble(answer) === undefined ? true : undefined;
    },
    startMs,
    signal,
  ).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  if (isUp === true) return serverAt(bin, urlOf(role, password, port), stop);
  await stop();
  throw unavailable('the PostgreSQL server did not start', wayOut, log.tail(20));
}

/** Owns the cluster and nothing else; the projects log in as somebody who may make databases, and no more. */
const owner = 'tiebeam';
const role = 'app';

/** Nothing of this outlives the run, so nothing has to reach the disk. No Unix socket: its path may be too long. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  // A client that has connected and says nothing holds up the end of the server for as long.
  'authentication_timeout=5s',
  'shared_buffers=32MB',
].flatMap((it) => ['-c', it]);

function urlOf(user: string, password: string, port: number): URL {
  return new URL(`postgresql://${user}:${password}@${loopback}:${port}/postgres`);
}

function serverAt(bin: string, url: URL, stop: (() => Promise<void>) | undefined): PostgresServer {
  const password = decodeURIComponent(url.password);
  const environment = {
    ...machineEnvironment(),
    LC_ALL: 'C',
    PGHOST: url.hostname,
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: password,
    PGCONNECT_TIMEOUT: '10',
    PGSSLMODE: url.searchParams.get('sslmode') ?? 'prefer',
  };
  const database = decodeURIComponent(url.pathname.slice(1)) || 'postgres';
  const runTool: PostgresServer['runTool'] = (name, args) =>
    runProcess({ words: [join(bin, program(name)), ...args], folder: bin, environment }, { timeoutMs: toolMs });
  return {
    url,
    password,
    isOurs: stop !== undefined,
    runTool,
    execute: (sql) =>
      runTool('psql', ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--dbname', database, '--command', sql]),
    stop: stop ?? (async () => undefined),
  };
}

/** PostgreSQL refuses to run as root: whom it runs as instead. Undefined where we are not root. */
function serverUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  if (uid === undefined || gid === undefined)
    throw unavailable('PostgreSQL does not run as root, and there is no user postgres or nobody', wayOut);
  return { uid: Number(uid), gid: Number(gid) };
}

function unavailable(actual: string, advice: string, log?: string): Unavailable {
  return new Unavailable({
    expected: 'a PostgreSQL server for the verification',
    actual: `${actual}; to mend that, ${advice}`,
    log,
  });
}
