// Files that come along while the server runs, for which it has to load or ask something first.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { has, isReady, startClient } from './client.ts';
import { SHOP, SWALLOWED } from './shop.ts';

async function start(files: Readonly<Record<string, string>>, prepare: (root: string) => void = () => undefined) {
  const root = temporaryFolder(files);
  prepare(root);
  const client = await startClient({ folders: [root] });
  await client.status(isReady);
  const create = async (path: string, text: string): Promise<void> => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    await client.onDisk([path, 'created']);
  };
  return { ...client, root, create };
}

const PYTHON = 'def pay(order):\n    try:\n        order.pay()\n    except Exception:\n        pass\n';
const GO =
  'package pay\n\nimport "os"\n\nfunc save(data []byte) {\n\terr := os.WriteFile("pay.json", data, 0o600)\n\tif err != nil {\n\t}\n}\n';

describe('the first file of a language', () => {
  it('is read when it is made, and so are those that come with it', async () => {
    const { create, diagnostics, open } = await start(SHOP);
    await create('jobs/pay.py', PYTHON);
    await create('jobs/pay.go', GO);
    await open('jobs/unsaved.py', PYTHON);
    expect(await diagnostics('jobs/pay.py', has(SWALLOWED))).toHaveLength(1);
    await diagnostics('jobs/unsaved.py', has(SWALLOWED));
    await diagnostics('jobs/pay.go', has(SWALLOWED));
  });

  it('is read after a change of many files too', async () => {
    const { create, diagnostics } = await start(SHOP);
    await create('.gitignore', 'build/\n');
    await create('jobs/pay.py', PYTHON);
    await diagnostics('jobs/pay.py', has(SWALLOWED));
  });
});

const MIGRATIONS = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "5", "pg": "8" } }\n',
  'src/main.ts': "import pg from 'pg';\nexport const pool = new pg.Pool();\n",
  'migrations/0001_orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n',
};
const DROPS = 'ALTER TABLE orders DROP COLUMN note;\n';
const DESTRUCTIVE = 'schema/destructive-migration';

function commit(root: string): void {
  const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'Start'],
  ])
    execFileSync('git', [...person, ...args], { cwd: root, env });
}

describe('a migration', () => {
  it('is new when it is written, though what was committed is not', async () => {
    const { create, diagnostics, shown } = await start({ ...MIGRATIONS, 'migrations/0002_note.sql': DROPS }, commit);
    await create('migrations/0003_note.sql', DROPS);
    await diagnostics('migrations/0003_note.sql', has(DESTRUCTIVE));
    expect(shown('migrations/0002_note.sql')).toEqual([]);
  });

  it('is new in a folder that had none', async () => {
    const { 'migrations/0001_orders.sql': _, ...others } = MIGRATIONS;
    const { create, diagnostics } = await start(others, commit);
    await create('migrations/0001_note.sql', DROPS);
    await diagnostics('migrations/0001_note.sql', has(DESTRUCTIVE));
  });

  it('that somebody else has committed is not new', async () => {
    const { create, diagnostics, root, shown } = await start(MIGRATIONS, commit);
    writeFileSync(join(root, 'migrations/0002_note.sql'), DROPS);
    commit(root);
    await create('migrations/0002_note.sql', DROPS);
    await create('migrations/0003_note.sql', DROPS);
    await diagnostics('migrations/0003_note.sql', has(DESTRUCTIVE));
    expect(shown('migrations/0002_note.sql')).toEqual([]);
  });
});
