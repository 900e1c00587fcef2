// What a scan of a folder on disk tells the rules about env files.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Analysis } from '#host/analysis.ts';
import { temporaryFolder } from './temporary-folder.ts';

const FILES = {
  '.gitignore': 'node_modules/\napi/.env\n',
  '.env': 'JWT_SECRET=q7Xr2vTz9LmNw4KbYc81HsPd\n',
  'api/.env.example': 'JWT_SECRET=change-me\n',
  'web/.env.example': 'SESSION_SECRET=change-me\n',
};

async function findingsIn(root: string, isTrusted: boolean): Promise<string[]> {
  const analysis = new Analysis(root, { isTrusted: () => isTrusted, onCrash: (rule, error) => expect.fail(`${rule}: ${error}`) });
  await analysis.scan();
  const say = (): string[] =>
    [...(analysis.project.check()?.findings ?? [])].flatMap(([path, found]) =>
      found.flatMap((it) => (it.rule === 'config/env-file-exposed' ? [`${path} ${it.messageId}`] : [])),
    );
  const before = say();
  writeFileSync(join(root, '.gitignore'), '.env\n');
  await analysis.rediscover();
  return [...before, 'then', ...say()];
}

function repository(): string {
  const root = temporaryFolder(FILES);
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: root, env });
  execFileSync('git', ['add', '.env'], { cwd: root, env });
  return root;
}

it('asks git about env files, and again when the ignore rules change', async () => {
  expect(await findingsIn(repository(), true)).toEqual([
    '.env trackedSecret',
    '.gitignore notIgnored',
    'then',
    '.env trackedSecret',
  ]);
});

it('asks nothing in a folder that is not trusted', async () => {
  expect(await findingsIn(repository(), false)).toEqual(['then']);
});
