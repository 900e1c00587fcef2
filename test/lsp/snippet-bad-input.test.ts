// Section snippets where files are not as one would wish: inserted in the way of the file, or refused with the reason.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLAN_SNIPPET, type PlanSnippetResult, type SnippetPlan } from '#protocol/snippets.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { isReady, startClient } from './client.ts';

const CONFIG = `import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number(),
});

export const config = schema.parse(process.env);
`;
const FILES = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "5", "zod": "4" } }\n',
  'src/main.ts': "import express from 'express';\n\nexpress().listen(3000);\n",
  'src/config/config.ts': CONFIG,
};
const NEW = { kind: 'new' } as const;
const HERE = { kind: 'here', line: 3, character: 0 } as const;
const CLIENT = 'ts-redis-client-ioredis';

async function planned(
  files: Readonly<Record<string, string>>,
  where: typeof NEW | typeof HERE,
  { snippet = CLIENT, locked = '', active = 'src/main.ts' } = {},
): Promise<SnippetPlan> {
  const root = temporaryFolder(files);
  if (locked !== '') chmodSync(join(root, locked), 0o444);
  const { connection, status, uri } = await startClient({ folders: [root] });
  await status(isReady);
  const plan = await connection.sendRequest<PlanSnippetResult>(PLAN_SNIPPET, { uri: uri(active), snippet, where });
  if (plan === null) throw new Error('there is no plan');
  return plan;
}

const filesOf = (plan: SnippetPlan): string[] => plan.files.map((it) => it.uri.replace(/^.*tiebeam-test-[^/]*\//, '')).sort();

describe('a section snippet', () => {
  it('brings its variables to the configuration and to the example', async () => {
    const plan = await planned(FILES, NEW);
    expect(plan).not.toHaveProperty('refusal');
    expect(plan).toMatchObject({ path: 'src/cache/redis.ts', isNew: true, isThere: false });
    expect(filesOf(plan)).toEqual(['.env.example', 'src/cache/redis.ts', 'src/config/config.ts']);
    expect(JSON.stringify(plan.files)).toContain('REDIS_URL: z.');
  });

  it.each([
    ['package-lock.json', 'npm install '],
    ['pnpm-lock.yaml', 'pnpm add '],
    ['yarn.lock', 'yarn add '],
    ['bun.lock', 'bun add '],
  ])('is installed by the manager whose %s is there', async (lock, command) => {
    const plan = await planned({ ...FILES, [lock]: '' }, NEW);
    expect(plan.dependencies?.commands).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`^${command}.*ioredis`))]),
    );
  });

  it.each([
    ['src/main.ts', HERE],
    ['src/config/config.ts', NEW],
    ['.env.example', NEW],
  ])('is refused as a whole where %s is read-only', async (locked, where) => {
    const plan = await planned({ ...FILES, '.env.example': 'PORT=3000\n' }, where, { locked });
    expect(plan.refusal).toBe(`${locked} is read-only, so the snippet cannot be inserted.`);
  });

  it('is refused in the middle of a merge', async () => {
    const text = `${FILES['src/main.ts']}<<<<<<< ours\n=======\n>>>>>>> theirs\n`;
    const plan = await planned({ ...FILES, 'src/main.ts': text }, HERE);
    expect(plan.refusal).toBe('src/main.ts is in the middle of a merge, so the snippet cannot be inserted.');
  });

  it('is not inserted twice', async () => {
    const first = await planned(FILES, NEW);
    const [created] = first.files.flatMap((it) => (it.kind === 'create' && it.uri.endsWith('redis.ts') ? [it.text] : []));
    const files = {
      ...FILES,
      'src/config/config.ts': CONFIG.replace('number(),\n', 'number(),\n  REDIS_URL: z.url(),\n'),
      '.env.example': 'REDIS_URL=redis://localhost\n',
      'src/cache/redis.ts': created ?? '',
    };
    const plan = await planned(files, NEW);
    expect(plan).toMatchObject({ isThere: true, files: [], path: 'src/cache/redis.ts' });
    expect(plan).not.toHaveProperty('body');
  });

  it('stands in a file that does not parse, and leaves the rest of it alone', async () => {
    const broken = 'export function half( {\n';
    const plan = await planned({ ...FILES, 'src/main.ts': broken }, HERE);
    expect(plan).not.toHaveProperty('refusal');
    expect(plan.preview).toContain(broken.trim());
    expect(plan.preview).toContain('ioredis');
  });

  it('keeps to tabs', async () => {
    const text = 'export function one(): number {\n\treturn 1;\n}\n';
    const { preview } = await planned({ ...FILES, 'src/main.ts': text }, HERE);
    expect(preview).toMatch(/^\t\S/m);
    expect(preview).not.toMatch(/^ {2,}\S/m);
  });

  it('is given without a project file, for the folder that is open', async () => {
    const plan = await planned({ 'src/main.ts': 'export const one = 1;\n' }, NEW);
    expect(plan.path).toMatch(/redis\.ts$/);
    expect(plan.dependencies?.commands.join()).toContain('ioredis');
  });

  it('leaves out an import whose name the file uses for something else, and says so', async () => {
    const text = 'const Redis = 1;\nexport const two = Redis + 1;\n\n';
    const plan = await planned({ ...FILES, 'src/main.ts': text }, HERE);
    expect(plan.notes.join(' ')).toContain('The file already uses the name');
  });
});
