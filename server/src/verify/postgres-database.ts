import { createHash, randomBytes } from 'node:crypto';
import { endTrouble, type ProcessResult } from '#host/run-process.ts';
import { startTcpProxy } from '#host/tcp-proxy.ts';
import type { Database } from './database.ts';
import { Unavailable } from './expectations.ts';
import { openPostgresServer, type PostgresServer, type ServerPlace } from './postgres-server.ts';

/** The databases of one run, on one server that is opened when first asked for. */
export interface PostgresDatabases {
  readonly newDatabase: () => Promise<Database>;
  /** `TEST_DATABASE_URL` for the project's own tests: somebody who may make databases. */
  readonly testUrl: () => Promise<string>;
  /** Takes the databases away, and stops the server where it is ours. */
  readonly close: () => Promise<void>;
}

/** `onPassword` gets the password before anything is given out that holds it. */
export function postgresDatabases(place: ServerPlace, onPassword: (password: string) => void): PostgresDatabases {
  let opening: Promise<PostgresServer> | undefined;
  const names: string[] = [];
  const proxies: { readonly close: () => Promise<void> }[] = [];
  const run = randomBytes(4).toString('hex');

  const open = (): Promise<PostgresServer> => {
    opening ??= openPostgresServer(place).then((server) => {
      if (server.password !== '') onPassword(server.password);
      return server;
    });
    return opening;
  };

  return {
    newDatabase: async () => {
      const server = await open();
      const name = `tiebeam_${run}_${names.length + 1}`;
      names.push(name);
      succeeded(await server.execute(`CREATE DATABASE ${name}`), 'CREATE DATABASE');
      // A line of its own for each database: it can be cut while all others stay.
      const proxy = await startTcpProxy({ host: server.url.hostname, port: Number(server.url.port || 5432) });
      proxies.push(proxy);
      const url = new URL(server.url);
      url.hostname = '127.0.0.1';
      url.port = String(proxy.port);
      url.pathname = `/${name}`;
      return {
        url: url.href,
        ruin: proxy.cut,
        ruinedBy: 'the connection to the database cut',
        restore: proxy.restore,
        holds: async (text) => (await dump(server, name)).includes(text),
        fingerprint: async () =>
          createHash('sha256')
            .update(await dump(server, name))
            .digest('hex'),
      };
    },
    testUrl: async () => (await open()).url.href,
    close: async () => {
      for (const proxy of proxies) await proxy.close();
      const server = await opening?.catch(() => undefined);
      if (server === undefined) return;
      if (server.isOurs) return server.stop();
      for (const name of names) await server.execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function dump(server: PostgresServer, name: string): Promise<string> {
  const { output } = succeeded(await server.runTool('pg_dump', ['--dbname', name, '--no-owner']), 'pg_dump');
  // Newer versions of pg_dump put a word of chance into these two lines.
  return output.replaceAll(/^\\(un)?restrict .*$/gm, '');
}

function succeeded(result: ProcessResult, what: string): ProcessResult {
  const trouble = endTrouble(result.end);
  if (trouble === undefined) return result;
  throw new Unavailable({ expected: `\`${what}\` succeeds on the PostgreSQL server`, actual: trouble, log: result.output });
}
