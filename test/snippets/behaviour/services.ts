import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, loopback } from '#host/free-port.ts';
import { endTrouble, runProcess, startProcess } from '#host/run-process.ts';
import { eventually } from '#verify/eventually.ts';
import { openPostgresServer, type PostgresServer } from '#verify/postgres-server.ts';
import type { BehaviourCase } from './cases.ts';

/** The servers that the cases of one test file share. Each is started when a case first asks for it. */
export interface Services {
  /** The variables that a case runs with. A PostgreSQL address names an empty database of its own. */
  readonly environmentFor: (one: BehaviourCase) => Promise<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** Nothing is started yet. `stop` ends everything and takes its files away. */
export function openServices(): Services {
  const folder = mkdtempSync(join(tmpdir(), 'snippets-'));
  const signal = new AbortController().signal;
  let postgres: Promise<PostgresServer> | undefined;
  let redis: Promise<RedisServer> | undefined;
  const addressOf = async (service: BehaviourCase['services'][number], name: string): Promise<string> => {
    if (service === 'redis') {
      redis ??= startRedis(folder);
      const { url, empty } = await redis;
      // A queue of one case would give its jobs to the workers of the next.
      await empty();
      return url;
    }
    postgres ??= openPostgresServer({ folder, signal });
    return newDatabase(await postgres, name);
  };
  return {
    environmentFor: async (one) => {
      const addresses = new Map<string, string>();
      for (const service of one.services) addresses.set(service, await addressOf(service, one.name));
      const filled = (text: string): string => text.replace(/\{(postgres|redis)\}/g, (_, it: string) => addresses.get(it) ?? '');
      return Object.fromEntries(Object.entries(one.environment).map(([key, value]) => [key, filled(value)]));
    },
    stop: async () => {
      await (await redis)?.stop();
      await (await postgres)?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function newDatabase(server: PostgresServer, name: string): Promise<string> {
  const database = `case_${name.replaceAll('-', '_')}_${process.pid}`;
  const made = await server.execute(`CREATE DATABASE ${database}`);
  if (endTrouble(made.end) !== undefined) throw new Error(`${database} cannot be made: ${made.output}`);
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
}

interface RedisServer {
  readonly url: string;
  readonly empty: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function startRedis(folder: string): Promise<RedisServer> {
  const [port = 0] = await freePorts(1);
  const home = join(folder, 'redis');
  mkdirSync(home);
  const words = ['redis-server', '--port', String(port), '--bind', loopback, '--save', '', '--appendonly', 'no', '--dir', home];
  let output = '';
  const started = startProcess({ words, folder: home, environment: { PATH: process.env.PATH ?? '' } }, (_, text) => {
    output += text;
  });
  const isReady = await eventually(() => (output.includes('Ready to accept connections') ? true : undefined), 10_000);
  if (isReady === undefined)
    throw new Error(`redis-server does not start (Debian, Ubuntu: apt-get install redis-server):\n${output}`);
  const empty = async (): Promise<void> => {
    const words = ['redis-cli', '-h', loopback, '-p', String(port), 'FLUSHALL'];
    const { end, output } = await runProcess({ words, folder, environment: { PATH: process.env.PATH ?? '' } });
    if (endTrouble(end) !== undefined) throw new Error(`redis-cli cannot empty the database: ${output}`);
  };
  return { url: `redis://${loopback}:${port}`, empty, stop: () => started.stop() };
}
