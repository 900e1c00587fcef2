import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** A database of its own, still empty. */
export interface TestDatabase {
  readonly url: string;
  /** Makes it unusable while it is open. */
  readonly ruin: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

const server = process.env.TEST_DATABASE_URL ?? 'postgresql://app:app@127.0.0.1:5432/postgres';

/** Makes it on the server of TEST_DATABASE_URL, whose user must be allowed to; by default that of `docker compose up -d database`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = name;
  const drop = () => execute(`drop database if exists ${name} with (force)`);
  await execute(`create database ${name}`);
  return { url: url.href, ruin: drop, remove: drop };
}

async function execute(statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
