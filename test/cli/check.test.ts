import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { tiebeam } from './run.ts';

const CACHE = `import Redis from 'ioredis';
const redis = new Redis();
export async function keep(price: string) {
  await redis.set('price', price);
}
`;
const CLEAN = CACHE.replace("'price', price)", "'price', price, 'EX', 60)");
const PACKAGE = '{ "name": "shop", "dependencies": { "ioredis": "5", "pg": "8" } }\n';
const INDEX = 'CREATE INDEX orders_by_customer ON orders (customer_id);\n';
const CONCURRENT = 'CREATE INDEX CONCURRENTLY orders_by_customer ON orders (customer_id);\n';
const MIGRATION = 'migrations/0002_orders_by_customer.sql';
/** The index is new beside a table that is there: a repository, where it is not committed yet. */
const SHOP = { 'package.json': PACKAGE, 'src/cache.ts': CACHE, 'src/b/more.ts': CACHE };

function repository(files: Readonly<Record<string, string>>, later: Readonly<Record<string, string>> = {}): string {
  const root = temporaryFolder(files);
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main', ...args], {
      cwd: root,
      stdio: 'ignore',
    });
  };
  git('init');
  git('add', '.');
  git('commit', '-m', 'first');
  for (const [path, text] of Object.entries(later)) writeFileSync(join(root, path), text);
  return root;
}

const timeless = (text: string): string => text.replace(/\d+\.\d s/, '0.0 s');

describe('check', () => {
  it('prints findings by file and a sum', async () => {
    const { code, stdout, stderr } = await tiebeam(temporaryFolder(SHOP), 'check');
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      "src/b/more.ts
            4:9  warning  'redis.set' caches a value that never expires  cache/missing-ttl

      src/cache.ts
            4:9  warning  'redis.set' caches a value that never expires  cache/missing-ttl

      2 warnings in 3 files, 0.0 s
      "
    `);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it.each([
    ['nothing found', { 'package.json': PACKAGE, 'src/cache.ts': CLEAN }, [], 0],
    ['a warning', SHOP, [], 1],
    ['a warning, where errors fail', SHOP, ['--fail-level', 'error'], 0],
    ['a warning, where nothing fails', SHOP, ['--fail-level', 'never'], 0],
    ['an error', { ...SHOP, 'tiebeam.json': '{ "rules": { "cache/missing-ttl": "error" } }' }, ['--fail-level', 'error'], 1],
    ['a note', { ...SHOP, 'tiebeam.json': '{ "rules": { "cache/missing-ttl": "info" } }' }, [], 0],
    [
      'a note, where notes fail',
      { ...SHOP, 'tiebeam.json': '{ "rules": { "cache/missing-ttl": "info" } }' },
      ['--fail-level', 'info'],
      1,
    ],
    ['as many warnings as allowed', SHOP, ['--max-warnings', '2'], 0],
    ['more warnings than allowed', SHOP, ['--max-warnings', '1'], 1],
    ['an empty folder', {}, [], 0],
    ['an empty folder that must not be', {}, ['--fail-on-empty'], 1],
    ['a part without findings', { ...SHOP, 'src/quiet.ts': '' }, ['src/quiet.ts'], 0],
    ['a folder of the project', SHOP, ['src/b'], 1],
  ])('ends after %s with %#', async (_what, files, args, code) => {
    expect(await tiebeam(temporaryFolder(files), 'check', ...args)).toMatchObject({ code });
  });

  it.each([
    ['a folder that is not there', ['--root', 'nope'], /there is no folder .*nope/],
    ['a path that is not there', ['src/nope.ts'], /src\/nope\.ts is not there/],
    ['a path outside of the root', ['..'], /lies outside of .*; say --root/],
    ['an unknown format', ['--format', 'xml'], /Allowed choices are text, json, sarif, github/],
    ['an unknown option', ['--formt', 'json'], /Did you mean --format/],
    ['a number that is none', ['--max-warnings', 'many'], /--max-warnings takes a whole number, not "many"/],
    ['a part of nothing', ['--shard', '3/2'], /--shard takes a part/],
    ['changes without a repository', ['--changed'], /--changed and --base need a git repository/],
    ['an output that cannot be written', ['--output', 'nope/out.txt'], /its folder is not there/],
    ['a dry run of nothing', ['--dry-run'], /--dry-run belongs to --fix/],
    ['a kind of fix without a fix', ['--fix-kind', 'safe'], /--fix-kind belongs to --fix/],
    ['a kind that is none', ['--fix', '--fix-kind', 'bold'], /--fix-kind takes safe, suggest, multi, scaffold, not "bold"/],
    ['a rule that is none', ['--rule', 'config/nothing'], /there is no rule config\/nothing; tiebeam rules lists them/],
    ['half a rule', ['--rule', 'n-plus-one'], /there is no rule n-plus-one; did you mean db\/n-plus-one-query\?/],
    ['a rule with a slip', ['--rule', 'cahce/missing-ttl'], /did you mean cache\/missing-ttl\?/],
    ['a base without a repository', ['--base', 'main'], /is in none/],
  ])('refuses %s with exit 2', async (_what, args, reason) => {
    const { code, stdout, stderr } = await tiebeam(temporaryFolder(SHOP), 'check', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain('    at ');
  });

  it('refuses a broken configuration with the line and the reason of each problem', async () => {
    const root = temporaryFolder({
      ...SHOP,
      'tiebeam.json': '{\n  "rules": { "cache/missing-tll": "off" },\n  "preset": "lax"\n}\n',
    });
    const { code, stderr } = await tiebeam(root, 'check');
    expect(code).toBe(2);
    expect(stderr).toMatch(/tiebeam\.json has 2 problems:\n {2}line 2: .*cache\/missing-ttl.*\n {2}line 3: .*preset/);
  });

  it('reads every kind of broken file', async () => {
    const root = temporaryFolder({
      ...SHOP,
      'src/half.ts': `${CACHE}export function (\n  const = {{{\n`,
      'src/deep.ts': `${'if (true) {'.repeat(200)}${'}'.repeat(200)}\n`,
      'src/deep.py': `x = ${'['.repeat(200)}${']'.repeat(200)}\n`,
      'src/large.ts': `export const text = '${'x'.repeat(5_000_000)}';\n`,
      'src/binary.ts': Uint8Array.from({ length: 5000 }, (_, at) => at % 256),
      'src/latin.py': Uint8Array.from([0x78, 0x20, 0x3d, 0x20, 0x22, 0xe9, 0xff, 0x22, 0x0a]),
      'src/half.go': 'package main\n\nfunc main( {\n',
      'broken/package.json': '{ "name": ',
      'src/empty.ts': '',
    });
    const { code, stdout, stderr } = await tiebeam(root, 'check', '--format', 'json');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const rows: { ruleId: string; path: string }[] = JSON.parse(stdout);
    expect(rows.map((it) => it.path)).toEqual(['src/b/more.ts', 'src/cache.ts', 'src/half.ts']);
  });

  it('writes the findings into a file', async () => {
    const root = temporaryFolder(SHOP);
    const { stdout } = await tiebeam(root, 'check', '--format', 'json', '--output', 'out.json');
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(join(root, 'out.json'), 'utf8'))).toHaveLength(2);
  });

  it('splits into parts that make the whole', async () => {
    const files = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`src/cache${at}.ts`, CACHE]));
    const root = temporaryFolder({ 'package.json': PACKAGE, ...files });
    const parts = await Promise.all([1, 2, 3].map((part) => tiebeam(root, 'check', '--format', 'json', '--shard', `${part}/3`)));
    const paths = parts.map(({ stdout }) => (JSON.parse(stdout) as { path: string }[]).map((it) => it.path));
    expect(paths.every((it) => it.length >= 2)).toBe(true);
    expect(paths.flat().sort()).toEqual(Object.keys(files));
  });

  it('looks at what differs from a base', async () => {
    const root = repository(SHOP, { 'src/b/more.ts': `${CACHE}\n`, 'src/new.ts': CACHE });
    const paths = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await tiebeam(root, 'check', '--format', 'json', ...args);
      return (JSON.parse(stdout) as { path: string }[]).map((it) => it.path);
    };
    expect(await paths('--changed')).toEqual(['src/b/more.ts', 'src/new.ts']);
    expect(await paths('--changed', '--base', 'HEAD')).toEqual(['src/b/more.ts', 'src/new.ts']);
    expect(await tiebeam(root, 'check', '--base', 'nope')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('git does not know "nope"'),
    });
  });
});

describe('check --fix', () => {
  const project = (text = INDEX): string =>
    repository(
      { 'package.json': PACKAGE, 'migrations/0001_orders.sql': 'CREATE TABLE orders (id int, customer_id int);\n' },
      { [MIGRATION]: text },
    );

  it('applies the safe fixes and reports what is left', async () => {
    const root = project();
    expect(await tiebeam(root, 'check')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('schema/non-concurrent-index'),
    });
    expect(await tiebeam(root, 'check', '--fix')).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, MIGRATION), 'utf8')).toContain(CONCURRENT.trim());
    expect(await tiebeam(root, 'check', '--fix')).toMatchObject({ code: 0 });
  });

  it('shows the changes and writes nothing with --dry-run', async () => {
    const root = project();
    const { code, stdout } = await tiebeam(root, 'check', '--fix', '--dry-run');
    expect(code).toBe(1);
    expect(stdout).toContain(`+++ b/${MIGRATION}`);
    expect(stdout).toContain(`-${INDEX}`);
    expect(stdout).toContain(`+${CONCURRENT}`);
    expect(readFileSync(join(root, MIGRATION), 'utf8')).toBe(INDEX);
  });

  it('keeps to the paths that were asked for, to line ends and to the byte order mark', async () => {
    const root = project(`\uFEFF-- One\r\n${INDEX.replace('\n', '\r\n')}`);
    await tiebeam(root, 'check', '--fix', 'package.json');
    expect(readFileSync(join(root, MIGRATION), 'utf8')).not.toContain('CONCURRENTLY');
    await tiebeam(root, 'check', '--fix', 'migrations');
    expect(readFileSync(join(root, MIGRATION), 'utf8')).toMatch(/^\uFEFF[\s\S]*CONCURRENTLY[\s\S]*\r\n$/);
  });

  it('takes the kinds and the rules that are named', async () => {
    const root = temporaryFolder(SHOP);
    const fix = ['check', '--fix', '--fix-kind', 'suggest'];
    await tiebeam(root, ...fix, '--rule', 'db/n-plus-one-query');
    expect(readFileSync(join(root, 'src/cache.ts'), 'utf8')).toBe(CACHE);
    await tiebeam(root, ...fix, '--rule', 'cache/missing-ttl');
    expect(readFileSync(join(root, 'src/cache.ts'), 'utf8')).toContain("'EX', 300");
  });

  it('writes nothing at all where a file is read-only', async () => {
    const root = temporaryFolder({ ...SHOP, 'src/more.ts': CACHE });
    chmodSync(join(root, 'src/more.ts'), 0o444);
    const { stderr } = await tiebeam(root, 'check', '--fix', '--fix-kind', 'suggest');
    expect(stderr).toBe('tiebeam: src/more.ts is read-only\ntiebeam: nothing was fixed\n');
    expect(readFileSync(join(root, 'src/cache.ts'), 'utf8')).toBe(CACHE);
  });

  it('leaves the other findings alone', async () => {
    const root = temporaryFolder(SHOP);
    expect(await tiebeam(root, 'check', '--fix')).toMatchObject({ code: 1 });
    expect(readFileSync(join(root, 'src/cache.ts'), 'utf8')).toBe(CACHE);
    expect(existsSync(join(root, 'tiebeam.json'))).toBe(false);
  });
});
