// `tiebeam init` and `tiebeam baseline`: green today, red for what is new.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { tiebeam } from './run.ts';

const CACHE = `import Redis from 'ioredis';
const redis = new Redis();
export const keep = (price: string) => redis.set('price', price);
`;
const SECOND = "export const more = (price: string) => redis.set('more', price);\n";
const SHOP = {
  'package.json': '{ "name": "shop", "dependencies": { "ioredis": "5", "express": "5" } }\n',
  'src/cache.ts': CACHE,
};
const HIDING = { ...SHOP, 'tiebeam.json': '{ "baseline": { "mode": "hide" } }' };

function git(root: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main', ...args], {
    cwd: root,
    stdio: 'ignore',
  });
}

describe('init', () => {
  it('writes a configuration that is green today and red tomorrow', async () => {
    const root = temporaryFolder(SHOP);
    const { code, stdout } = await tiebeam(root, 'init');
    expect(code).toBe(0);
    expect(stdout).toContain('Kept apart: 1 finding that is there today');
    expect(stdout).toContain('cache/missing-ttl');
    expect(stdout).toContain('From now on these are findings');
    expect((await tiebeam(root, 'check')).code).toBe(0);
    appendFileSync(join(root, 'src/cache.ts'), SECOND);
    const check = await tiebeam(root, 'check');
    expect([check.code, check.stdout.match(/cache\/missing-ttl/g)?.length]).toEqual([1, 1]);
    expect(check.stdout).toContain('1 held back by the baseline');
  });

  it('writes nothing with --dry-run, nor over a file that is there', async () => {
    const root = temporaryFolder(SHOP);
    expect((await tiebeam(root, 'init', '--dry-run')).stdout).toContain('"preset": "recommended"');
    expect(existsSync(join(root, 'tiebeam.json'))).toBe(false);
    writeFileSync(join(root, 'tiebeam.json'), '{}');
    const again = await tiebeam(root, 'init');
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('left as it is')]);
  });
});

describe('baseline', () => {
  it('is created once, shown, and only shrinks when it is pruned', async () => {
    const root = temporaryFolder(HIDING);
    expect((await tiebeam(root, 'baseline', 'create')).code).toBe(0);
    expect((await tiebeam(root, 'baseline', 'create')).code).toBe(2);
    expect((await tiebeam(root, 'baseline', 'show')).stdout).toContain('cache/missing-ttl');
    appendFileSync(join(root, 'src/cache.ts'), SECOND);
    const before = readFileSync(join(root, '.tiebeam/baseline.json'), 'utf8');
    await tiebeam(root, 'baseline', 'prune');
    expect(readFileSync(join(root, '.tiebeam/baseline.json'), 'utf8')).toBe(before);
    await tiebeam(root, 'baseline', 'update', '--rule', 'cache/missing-ttl', 'src');
    expect((await tiebeam(root, 'check')).code).toBe(0);
    writeFileSync(join(root, 'src/cache.ts'), 'export {};\n');
    await tiebeam(root, 'baseline', 'prune');
    expect((await tiebeam(root, 'baseline', 'show')).stdout).toContain('empty');
  });

  it('follows a file that git knows to be renamed', async () => {
    const root = temporaryFolder(HIDING);
    await tiebeam(root, 'baseline', 'create');
    git(root, 'init');
    git(root, 'add', '.');
    git(root, 'commit', '-m', 'first');
    mkdirSync(join(root, 'src/store'));
    renameSync(join(root, 'src/cache.ts'), join(root, 'src/store/prices.ts'));
    git(root, 'add', '.');
    expect((await tiebeam(root, 'check')).code).toBe(0);
  });

  it('shows new lines only, where that is wanted', async () => {
    const root = temporaryFolder({ ...SHOP, 'tiebeam.json': '{ "baseline": { "mode": "new-lines" } }' });
    git(root, 'init');
    git(root, 'add', '.');
    git(root, 'commit', '-m', 'first');
    expect((await tiebeam(root, 'check')).code).toBe(0);
    appendFileSync(join(root, 'src/cache.ts'), SECOND);
    const { code, stdout } = await tiebeam(root, 'check');
    expect([code, stdout.match(/cache\/missing-ttl/g)?.length]).toEqual([1, 1]);
  });

  it('that cannot be read is said with its place', async () => {
    const root = temporaryFolder({ ...HIDING, '.tiebeam/baseline.json': '{ "version": 2, "entries": {} }' });
    const { code, stderr } = await tiebeam(root, 'check');
    expect([code, stderr]).toEqual([2, expect.stringContaining('is not a baseline')]);
  });

  it('is made by nothing but create and update', async () => {
    const root = temporaryFolder(SHOP);
    const prune = await tiebeam(root, 'baseline', 'prune');
    expect([prune.code, prune.stderr]).toEqual([2, expect.stringContaining('there is no baseline yet')]);
    expect((await tiebeam(root, 'baseline', 'show')).stdout).toMatch(/There is no baseline yet/);
    expect(existsSync(join(root, '.tiebeam'))).toBe(false);
  });

  it.each([
    [['baseline', 'forget'], 'create, update, prune or show'],
    [['baseline', 'update', '--rule', 'cache/none'], 'there is no rule'],
  ])('%s is refused', async (args, reason) => {
    const { code, stderr } = await tiebeam(temporaryFolder(SHOP), ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
  });
});
