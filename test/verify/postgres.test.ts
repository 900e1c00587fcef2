import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#verify/database.ts';
import { Unavailable } from '#verify/expectations.ts';
import { type PostgresDatabases, postgresDatabases } from '#verify/postgres-database.ts';
import { findPostgresPrograms, openPostgresServer } from '#verify/postgres-server.ts';

const { signal } = new AbortController();
const psql = join(findPostgresPrograms(process.env)?.folder ?? '', 'psql');

describe('databases on a server of our own', () => {
  let folder: string;
  let databases: PostgresDatabases;
  let database: Database;
  const passwords: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tiebeam-postgres-'));
    databases = postgresDatabases({ folder, signal, from: { PATH: process.env.PATH } }, (it) => passwords.push(it));
    database = await databases.newDatabase();
  }, 60_000);
  afterAll(async () => {
    await databases.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('each is empty, apart from the others, and belongs to somebody who is no superuser', async () => {
    const other = await databases.newDatabase();
    expect(
      await query(database.url, 'CREATE TABLE things (name text); INSERT INTO things VALUES (1); SELECT count(*) FROM things'),
    ).toBe('1');
    expect(await query(other.url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).toBe('0');
    expect(await query(other.url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toBe('f');
    expect(passwords).toHaveLength(1);
    expect(new URL(other.url).password).toBe(passwords[0]);
  });

  test('the fingerprint follows rows and tables', async () => {
    await query(database.url, 'CREATE TABLE prints (name text)');
    const before = await database.fingerprint();
    expect(await database.fingerprint()).toBe(before);
    await query(database.url, "INSERT INTO prints VALUES ('one')");
    const withRow = await database.fingerprint();
    expect(withRow).not.toBe(before);
    await query(database.url, 'DELETE FROM prints; ALTER TABLE prints ADD COLUMN note text');
    expect([before, withRow]).not.toContain(await database.fingerprint());
  });

  test('a ruined one takes no queries until it is restored, and the others do', async () => {
    const other = await databases.newDatabase();
    await database.ruin();
    expect(await query(database.url, 'SELECT 1')).toMatch(/refused/);
    expect(await query(other.url, 'SELECT 1')).toBe('1');
    await database.restore?.();
    expect(await query(database.url, 'SELECT 1')).toBe('1');
  });

  test('tests of the project may make databases', async () => {
    expect(await query(await databases.testUrl(), 'CREATE DATABASE made_by_a_test')).toBe('');
    expect(await query((await databases.testUrl()).replace(/postgres$/, 'made_by_a_test'), 'SELECT 1')).toBe('1');
  });

  test('a server that is named is used, and left as it was', async () => {
    const named = await databases.testUrl();
    const guest = postgresDatabases(
      { folder, signal, from: { PATH: process.env.PATH, TIEBEAM_POSTGRES_URL: named } },
      () => undefined,
    );
    const { url } = await guest.newDatabase();
    expect(await query(url, 'SELECT 1')).toBe('1');
    expect(await names(named)).toContain(new URL(url).pathname.slice(1));
    await guest.close();
    expect(await names(named)).not.toContain(new URL(url).pathname.slice(1));
  });
});

test('the server ends with the run, also when clients are connected', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tiebeam-postgres-'));
  const databases = postgresDatabases({ folder, signal }, () => undefined);
  const url = new URL(await databases.testUrl());
  const client = connect(Number(url.port), url.hostname);
  const closed = new Promise((resolve) =>
    client
      .on('error', () => undefined)
      .on('close', resolve)
      .on('end', resolve),
  );
  await new Promise((resolve) => client.once('connect', resolve));
  await databases.close();
  await closed;
  client.destroy();
  expect(await query(url.href, 'SELECT 1')).toMatch(/refused/);
  await rm(folder, { recursive: true });
});

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  [
    'no programs',
    { PATH: '/nowhere' },
    /psql and pg_dump were not found|no programs .* apt-get install postgresql.* TIEBEAM_POSTGRES_URL/,
  ],
  ['an address that is none', { TIEBEAM_POSTGRES_URL: 'localhost' }, /TIEBEAM_POSTGRES_URL is no address/],
  ['a server that is not there', { TIEBEAM_POSTGRES_URL: 'postgresql://a:b@127.0.0.1:1/postgres' }, /does not let us in/],
])('%s: the way out is told', async (_, from, says) => {
  // Where PostgreSQL is installed, its usual place is found without PATH.
  if (from.PATH !== undefined && findPostgresPrograms(from) !== undefined) {
    expect(findPostgresPrograms(from)?.folder).not.toMatch(/nowhere/);
    return;
  }
  const opening = openPostgresServer({ folder: tmpdir(), signal, from });
  await expect(opening).rejects.toThrow(Unavailable);
  await expect(opening).rejects.toThrow(says);
});

/** Not the synchronous kind: the line to the database runs through this process. */
function query(url: string, sql: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(psql, ['--no-psqlrc', '-qAt', url, '-c', sql], (_, stdout, stderr) => resolve((stdout + stderr).trim()));
  });
}

function names(url: string): Promise<string> {
  return query(url, 'SELECT datname FROM pg_database');
}
