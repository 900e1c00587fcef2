import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProcess } from '#host/run-process.ts';
import { newSqliteDatabase } from '#verify/database.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiebeam-sqlite-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A back end that opens and closes a connection for each request, as Django does: the companions of the file come and go. */
const busy = `
  const { DatabaseSync } = require('node:sqlite');
  const until = Date.now() + 1500;
  let told = false;
  while (Date.now() < until) {
    try {
      const database = new DatabaseSync(process.argv[1]);
      database.exec('PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS notes (text); INSERT INTO notes VALUES (\\'a tea cosy\\')');
      database.close();
    } catch (error) {
      if (!told) console.log(error.message);
      told = true;
    }
  }
`;

describe('a database that a back end opens and closes all the time', () => {
  test('is read and ruined all the same', async () => {
    for (let round = 0; round < 5; round += 1) {
      const database = await newSqliteDatabase(join(folder, String(round)));
      const file = database.url.slice('file:'.length);
      const backEnd = runProcess({ words: [process.execPath, '-e', busy, file], folder, environment: {} });
      await sleep(500);
      for (let reading = 0; reading < 50; reading += 1) await database.fingerprint();
      expect(await database.holds('a tea cosy')).toBe(true);
      await database.ruin();
      const { output } = await backEnd;
      expect(output).toMatch(/not a database|malformed/);
    }
  });
});
