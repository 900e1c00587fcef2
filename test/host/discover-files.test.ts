import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DiscoveryOptions, discoverFiles, isDiscoverable } from '#host/discover-files.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What is found and, as `path (reason)`, what is skipped. That the one-file question has the same answers is checked on the way. */
async function discover(root: string, options?: DiscoveryOptions): Promise<{ found: string[]; skipped: string[] }> {
  const { files, skipped } = await discoverFiles(root, options);
  for (const { path } of files) expect([path, isDiscoverable(root, path, options)]).toEqual([path, true]);
  for (const { path, reason } of skipped) {
    if (reason !== 'too-large') expect([path, isDiscoverable(root, path, options)]).toEqual([path, false]);
    expect([path, isDiscoverable(root, `${path}/a.ts`, options)]).toEqual([path, false]);
  }
  return { found: files.map((it) => it.path), skipped: skipped.map((it) => `${it.path} (${it.reason})`) };
}

describe('what is found', () => {
  it('is every file that has an extractor, sorted', async () => {
    const root = temporaryFolder({
      'src/b.ts': '',
      'src/a.py': '',
      'a.go': '',
      'README.md': '',
      '.env.example': '',
      'db/1.sql': '',
      'pic.png': '',
      Dockerfile: '',
    });
    expect(await discover(root)).toEqual({
      found: ['.env.example', 'Dockerfile', 'a.go', 'db/1.sql', 'src/a.py', 'src/b.ts'],
      skipped: [],
    });
  });

  it('has its size and time', async () => {
    const root = temporaryFolder({ 'a.ts': 'let a = 1;' });
    const { files } = await discoverFiles(root);
    expect(files).toEqual([{ path: 'a.ts', size: 10, modifiedMs: expect.closeTo(Date.now(), -5) }]);
  });

  it('is nothing where the folder is empty, missing or a file', async () => {
    const root = temporaryFolder({ 'a.ts': '' });
    expect(await discover(temporaryFolder())).toEqual({ found: [], skipped: [] });
    for (const folder of [join(root, 'missing'), join(root, 'a.ts')]) {
      expect(await discoverFiles(folder)).toEqual({ files: [], skipped: [{ path: '', reason: 'unreadable' }] });
    }
  });

  it('leaves out what is too large or what the user excludes', async () => {
    const root = temporaryFolder({ 'large.ts': 'x'.repeat(101), 'small.ts': 'x'.repeat(100), 'legacy/a.ts': '', 'b.ts': '' });
    expect(await discover(root, { maxBytes: 100, isExcluded: (path) => path === 'legacy' || path === 'b.ts' })).toEqual({
      found: ['small.ts'],
      skipped: ['b.ts (excluded)', 'large.ts (too-large)', 'legacy (excluded)'],
    });
  });

  it('stops where it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(discoverFiles(temporaryFolder({ 'a.ts': '' }), { signal })).rejects.toThrow('enough');
  });
});

describe('folders that nobody writes', () => {
  it('are skipped wherever they lie', async () => {
    const names = ['node_modules', '.git', 'dist', '.next', '.nuxt', '__pycache__', '.venv', 'third_party'];
    const root = temporaryFolder(Object.fromEntries(names.map((name) => [`src/${name}/a.ts`, ''])));
    const { found, skipped } = await discover(root);
    expect(found).toEqual([]);
    expect(skipped.map((it) => it.split(' ')[0]).sort()).toEqual(names.map((name) => `src/${name}`).sort());
  });

  it('are told from source folders of the same name', async () => {
    const root = temporaryFolder({
      'vendor/a.go': '',
      'api/go.mod': '',
      'api/vendor/a.go': '',
      'web/package.json': '',
      'web/build/a.js': '',
      'web/public/build/a.js': '',
      'web/src/features/vendor/a.ts': '',
      'web/src/build/a.ts': '',
      'internal/target/a.go': '',
    });
    expect(await discover(root)).toEqual({
      found: ['api/go.mod', 'internal/target/a.go', 'web/package.json', 'web/src/build/a.ts', 'web/src/features/vendor/a.ts'],
      skipped: [
        'api/vendor (dependencies)',
        'vendor (dependencies)',
        'web/build (build-output)',
        'web/public/build (build-output)',
      ],
    });
  });

  it('include a virtual environment of any name', async () => {
    const root = temporaryFolder({ 'tools/myenv/pyvenv.cfg': '', 'tools/myenv/lib/a.py': '', 'tools/a.py': '' });
    expect(await discover(root)).toEqual({ found: ['tools/a.py'], skipped: ['tools/myenv (dependencies)'] });
  });

  it('are those that hold copies of Python packages', async () => {
    const root = temporaryFolder({
      'lib/requests/__init__.py': '',
      'lib/certifi/__init__.py': '',
      'lib/six.py': '',
      'lib/certgen.py': '',
      'app/lib/requests.py': '',
      'app/lib/orders.py': '',
      'orders/requests/a.py': '',
      'orders/flask/a.py': '',
      'orders/yaml/a.py': '',
    });
    expect(await discover(root)).toEqual({
      found: ['app/lib/orders.py', 'app/lib/requests.py', 'orders/flask/a.py', 'orders/requests/a.py', 'orders/yaml/a.py'],
      skipped: ['lib (dependencies)'],
    });
  });
});

describe('.gitignore', () => {
  it('holds below its folder, the nearest one wins, and negation takes back', async () => {
    const root = temporaryFolder({
      '.gitignore': '*.gen.ts\n/secret\n.env\n',
      'a.gen.ts': '',
      'a.ts': '',
      '.env': '',
      'secret/a.ts': '',
      'sub/secret/a.ts': '',
      'sub/.gitignore': '!keep.gen.ts\nlocal.ts\n',
      'sub/keep.gen.ts': '',
      'sub/b.gen.ts': '',
      'sub/local.ts': '',
      'local.ts': '',
    });
    expect(await discover(root)).toEqual({
      found: ['.gitignore', 'a.ts', 'local.ts', 'sub/.gitignore', 'sub/keep.gen.ts', 'sub/secret/a.ts'],
      skipped: ['.env (ignored)', 'a.gen.ts (ignored)', 'secret (ignored)', 'sub/b.gen.ts (ignored)', 'sub/local.ts (ignored)'],
    });
  });

  it('cannot take back what lies in a folder that is left out', async () => {
    const root = temporaryFolder({ '.gitignore': 'out2/\n!out2/a.ts\n', 'out2/a.ts': '' });
    expect((await discover(root)).found).toEqual(['.gitignore']);
  });

  it('minds case', async () => {
    const root = temporaryFolder({ '.gitignore': 'Data/\n', 'data/a.ts': '' });
    expect((await discover(root)).found).toContain('data/a.ts');
  });

  it('holds from above the folder up to the top of the repository, .git/info/exclude included', async () => {
    const root = temporaryFolder({
      '.gitignore': 'apps/*/tmp.ts\n',
      'repository/.git/info/exclude': 'mine.ts\n',
      'repository/.gitignore': 'apps/*/tmp.ts\n',
      'repository/apps/.gitignore': '*.log.ts\n',
      'repository/apps/api/tmp.ts': '',
      'repository/apps/api/a.log.ts': '',
      'repository/apps/api/mine.ts': '',
      'repository/apps/api/a.ts': '',
    });
    expect(await discover(join(root, 'repository/apps/api'))).toEqual({
      found: ['a.ts'],
      skipped: ['a.log.ts (ignored)', 'mine.ts (ignored)', 'tmp.ts (ignored)'],
    });
  });

  it('does not hide a folder that was opened on purpose', async () => {
    const root = temporaryFolder({ '.git/HEAD': '', '.gitignore': 'samples/\n', 'samples/shop/a.ts': '' });
    expect((await discover(join(root, 'samples/shop'))).found).toEqual(['a.ts']);
  });
});

describe('links', () => {
  it('are not followed, so that a loop ends and nothing is found twice', async () => {
    const root = temporaryFolder({ 'packages/orders/a.ts': '' });
    mkdirSync(join(root, 'apps'));
    symlinkSync(root, join(root, 'packages/orders/loop'), 'dir');
    symlinkSync(join(root, 'packages/orders'), join(root, 'apps/orders'), 'dir');
    symlinkSync(join(root, 'packages/orders/a.ts'), join(root, 'linked.ts'), 'file');
    symlinkSync(join(root, 'nowhere'), join(root, 'dead.ts'), 'file');
    expect(await discover(root)).toEqual({
      found: ['packages/orders/a.ts'],
      skipped: ['apps/orders (link)', 'dead.ts (link)', 'linked.ts (link)', 'packages/orders/loop (link)'],
    });
  });

  it('are followed where the root is one', async () => {
    const root = temporaryFolder({ 'real/a.ts': '' });
    symlinkSync(join(root, 'real'), join(root, 'alias'), 'dir');
    expect((await discover(join(root, 'alias'))).found).toEqual(['a.ts']);
  });
});
