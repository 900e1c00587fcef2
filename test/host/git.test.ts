import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGit } from '#host/git.ts';
import { temporaryFolder } from './temporary-folder.ts';

const TRUSTED = { isTrusted: true };

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return execFileSync('git', [...identity, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

function repository(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder(files);
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'First');
  return root;
}

describe('a folder without answers', () => {
  it.each([
    ['not trusted', () => repository({ 'a.ts': '' }), false],
    ['in no repository', () => temporaryFolder({ 'a.ts': '' }), true],
    ['missing', () => join(temporaryFolder(), 'missing'), true],
    ['inside of .git', () => join(repository({ 'a.ts': '' }), '.git', 'refs'), true],
  ])('%s', (_, make, isTrusted) => {
    expect(openGit(make(), { isTrusted })).toBeUndefined();
  });

  it('has no git to ask', async () => {
    const root = repository({ 'a.ts': '' });
    const path = process.env.PATH;
    process.env.PATH = temporaryFolder();
    try {
      const asked = openGit(root, TRUSTED);
      expect([await asked?.head(), await asked?.tracked(['a.ts']), await asked?.ignored(['a.ts'])]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    } finally {
      process.env.PATH = path;
    }
  });

  it('has no commit yet', async () => {
    const root = temporaryFolder({ 'a.ts': '' });
    git(root, 'init', '-q', '-b', 'main');
    const asked = openGit(root, TRUSTED);
    expect([await asked?.head(), await asked?.mergeBase(), await asked?.changesSince('HEAD')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await asked?.tracked(['a.ts'])).toEqual([]);
  });

  it('knows no such commit', async () => {
    const asked = openGit(repository({ 'a.ts': '' }), TRUSTED);
    expect(await asked?.changesSince('no-such-branch')).toBeUndefined();
    expect(await asked?.changesSince('--output=x')).toBeUndefined();
  });
});

describe('changes', () => {
  it('count what was committed on the branch, staged, edited, deleted and not yet added', async () => {
    const root = repository({
      'kept.sql': '1',
      'edited.sql': '1',
      'gone.sql': '1',
      'old name.sql': 'long enough to be recognised',
      'back.sql': '1',
      '.gitignore': '*.log\n',
    });
    const base = git(root, 'rev-parse', 'HEAD');
    git(root, 'checkout', '-q', '-b', 'feature');
    writeFileSync(join(root, 'committed.sql'), '');
    git(root, 'rm', '-q', '--cached', 'back.sql');
    git(root, 'add', 'committed.sql');
    git(root, 'commit', '-q', '-m', 'Second');
    writeFileSync(join(root, 'edited.sql'), '2');
    rmSync(join(root, 'gone.sql'));
    renameSync(join(root, 'old name.sql'), join(root, 'näw name.sql'));
    writeFileSync(join(root, 'staged.sql'), '');
    git(root, 'add', 'staged.sql');
    writeFileSync(join(root, 'untracked.sql'), '');
    writeFileSync(join(root, 'ignored.log'), '');
    const asked = openGit(root, TRUSTED);
    expect(await asked?.mergeBase()).toBe(base);
    expect(await asked?.head()).toBe(git(root, 'rev-parse', 'HEAD'));
    expect(await asked?.changesSince(base)).toEqual({
      added: ['committed.sql', 'näw name.sql', 'staged.sql', 'untracked.sql'],
      changed: ['back.sql', 'edited.sql'],
      deleted: ['gone.sql', 'old name.sql'],
    });
  });

  it('are those below the folder, relative to it', async () => {
    const root = repository({ 'api/a.ts': '1', 'web/b.ts': '1' });
    writeFileSync(join(root, 'api/a.ts'), '2');
    writeFileSync(join(root, 'api/new.ts'), '');
    writeFileSync(join(root, 'web/b.ts'), '2');
    const asked = openGit(join(root, 'api'), TRUSTED);
    expect(await asked?.changesSince('HEAD')).toEqual({ added: ['new.ts'], changed: ['a.ts'], deleted: [] });
  });
});

describe('the default branch', () => {
  it('is what the remote says, before any usual name', async () => {
    const origin = repository({ 'a.ts': '1' });
    git(origin, 'branch', '-m', 'stable');
    const base = git(origin, 'rev-parse', 'HEAD');
    const root = temporaryFolder();
    git(root, 'clone', '-q', origin, 'clone');
    const clone = join(root, 'clone');
    git(clone, 'branch', 'main');
    git(clone, 'commit', '-q', '--allow-empty', '-m', 'Local');
    expect(await openGit(clone, TRUSTED)?.mergeBase()).toBe(base);
  });

  it('falls back to the head', async () => {
    const root = repository({ 'a.ts': '1' });
    git(root, 'branch', '-m', 'odd-name');
    expect(await openGit(root, TRUSTED)?.mergeBase()).toBe(git(root, 'rev-parse', 'HEAD'));
  });

  it('gives nothing where the histories do not meet', async () => {
    const root = repository({ 'a.ts': '1' });
    git(root, 'checkout', '-q', '--orphan', 'lonely');
    git(root, 'commit', '-q', '-m', 'Other');
    expect(await openGit(root, TRUSTED)?.mergeBase()).toBeUndefined();
  });
});

describe('single paths', () => {
  it('are tracked or ignored', async () => {
    const root = repository({ '.gitignore': '.env\n*.local\n!keep.local\n', 'a.ts': '', '[b].ts': '', 'b.ts': '' });
    git(root, 'rm', '-q', '--cached', 'b.ts');
    const asked = openGit(root, TRUSTED);
    expect(await asked?.tracked(['a.ts', '[b].ts', 'b.ts', 'missing.ts'])).toEqual(['[b].ts', 'a.ts']);
    expect(await asked?.ignored(['.env', 'sub/.env', 'x.local', 'keep.local', 'a.ts'])).toEqual(['.env', 'sub/.env', 'x.local']);
    expect([await asked?.ignored(['a.ts']), await asked?.ignored([]), await asked?.tracked([])]).toEqual([[], [], []]);
  });
});

describe('a repository that would start programs', () => {
  it('starts none', async () => {
    const root = repository({ 'a.ts': '1', '.gitattributes': '*.ts diff=evil\n' });
    const mark = join(root, 'started');
    const script = join(root, 'evil.sh');
    writeFileSync(script, `#!/bin/sh\ntouch '${mark}'\n`);
    chmodSync(script, 0o755);
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    writeFileSync(join(root, '.git/hooks/post-index-change'), `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 });
    for (const key of [
      'core.fsmonitor',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'core.pager',
      'core.hooksPath',
    ])
      git(root, 'config', key, key === 'core.hooksPath' ? root : script);
    writeFileSync(join(root, 'a.ts'), '2');
    const asked = openGit(root, TRUSTED);
    expect(await asked?.changesSince('HEAD')).toMatchObject({ changed: ['a.ts'] });
    expect(await asked?.tracked(['a.ts'])).toEqual(['a.ts']);
    expect(existsSync(mark)).toBe(false);
  });

  it('is not taken for another that the environment names', async () => {
    const root = repository({ 'a.ts': '1' });
    process.env.GIT_DIR = join(repository({ 'other.ts': '1' }), '.git');
    try {
      expect(await openGit(root, TRUSTED)?.tracked(['a.ts', 'other.ts'])).toEqual(['a.ts']);
    } finally {
      delete process.env.GIT_DIR;
    }
  });
});
