import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RULES } from '#rules/rules.generated.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { tiebeam } from './run.ts';

const SAMPLE = fileURLToPath(new URL('../sample', import.meta.url));

describe('help', () => {
  it('lists the commands, and examples for each', async () => {
    const { code, stdout } = await tiebeam('.', '--help');
    expect(code).toBe(0);
    for (const command of ['check', 'explain', 'rules', 'facts', 'new', 'verify', 'snippets', 'lsp']) {
      expect(stdout).toContain(`  ${command}`);
      expect(await tiebeam('.', command, '--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: tiebeam') });
    }
  });

  it.each([
    [['chekc'], /Did you mean check/],
    [[], /Usage: tiebeam/],
    [['rules', 'extra'], /too many arguments/],
  ])('is offered for %j, with exit 2', async (args, told) => {
    const { code, stderr } = await tiebeam('.', ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(told);
  });

  it('gives the version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await tiebeam('.', '--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('rules', () => {
  it('are listed for people and for programs', async () => {
    const { stdout } = await tiebeam('.', 'rules');
    for (const { id } of RULES) expect(stdout).toContain(id);
    const rows = JSON.parse((await tiebeam('.', 'rules', '--format', 'json')).stdout);
    expect(rows.map((it: { id: string }) => it.id)).toEqual(RULES.map((it) => it.id));
    for (const row of rows)
      expect(Object.keys(row).sort()).toEqual(['fix', 'id', 'languages', 'section', 'severity', 'tier', 'title']);
  });
});

describe('explain', () => {
  it.each([
    ['a rule', 'cache/missing-ttl', 0, /^# /],
    ['a file', 'api/src/main.ts', 0, /^# api\/src\/main\.ts\n[\s\S]*Layer: /],
  ])('tells about %s', async (_what, name, code, told) => {
    const run = await tiebeam(SAMPLE, 'explain', name);
    expect(run).toMatchObject({ code, stderr: '' });
    expect(run.stdout).toMatch(told);
  });

  it('says what was meant', async () => {
    const { code, stderr } = await tiebeam(SAMPLE, 'explain', 'cache/missing-tll');
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean cache/missing-ttl');
  });
});

describe('facts', () => {
  it.each([
    ['TypeScript', 'api/src/main.ts', /Imports[\s\S]*package express[\s\S]*Calls[\s\S]*Concepts/],
    ['Python', 'reports/reports/routes.py', /\(python\)[\s\S]*Imports[\s\S]*package fastapi/],
    ['Go', 'inventory/cmd/inventory/main.go', /\(go\)[\s\S]*Imports[\s\S]*chi/],
    ['SQL', 'api/migrations/0001_books.sql', /\(sql\)/],
    ['a manifest', 'api/package.json', /"dependencies"|express/],
  ])('of %s', async (_what, file, told) => {
    const run = await tiebeam(SAMPLE, 'facts', file);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(told);
  });

  it('are there as JSON, and as a sum', async () => {
    const json = JSON.parse((await tiebeam(SAMPLE, 'facts', 'api/src/main.ts', '--format', 'json')).stdout);
    expect(json).toMatchObject({ facts: { kind: 'code', path: 'api/src/main.ts' }, concepts: expect.any(Array) });
    expect((await tiebeam(SAMPLE, 'facts', '--coverage')).stdout).toMatch(
      /Files +\d+[\s\S]*Roles[\s\S]*Layers[\s\S]*unknown origin/,
    );
    const coverage = JSON.parse((await tiebeam(SAMPLE, 'facts', '--coverage', '--format', 'json')).stdout);
    expect(coverage.files).toBeGreaterThan(20);
  });

  it.each([
    [[], /say a file, or --coverage/],
    [['nope.ts'], /nope\.ts is not read: it is not there/],
    [['README.md'], /README\.md is not read: it is ignored, too large, or of a kind/],
  ])('of %j are refused', async (args, reason) => {
    const { code, stderr } = await tiebeam(SAMPLE, 'facts', ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(reason);
  });
});

describe('snippets', () => {
  it('are listed for people and for programs', async () => {
    expect((await tiebeam('.', 'snippets')).stdout).toContain('tb-');
    expect(JSON.parse((await tiebeam('.', 'snippets', '--format', 'json')).stdout)).not.toEqual([]);
  });
});

const WEB = `import { createServer } from 'node:http';
const server = createServer((request, response) => response.writeHead(404).end());
server.listen(process.env.PORT);
`;

describe('verify', () => {
  it('tries a project that Tiebeam did not make, and reports in every format', async () => {
    const configuration = { verify: { install: [], start: [process.execPath, 'web.mjs'] } };
    const folder = temporaryFolder({ 'package.json': '{}', 'web.mjs': WEB, 'tiebeam.json': JSON.stringify(configuration) });
    const only = ['--only', 'validation,shutdown,crud'];
    const json = await tiebeam(folder, 'verify', ...only, '--format', 'json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      how: expect.arrayContaining([expect.stringContaining('web.mjs')]),
      probes: [
        { id: 'crud', outcome: 'not-applicable', reason: expect.stringContaining('no resources') },
        { id: 'validation', outcome: 'passed' },
        { id: 'shutdown', outcome: 'failed' },
      ],
    });
    const junit = await tiebeam(folder, 'verify', ...only, '--format', 'junit');
    expect(junit.stdout).toContain('tests="3" failures="1" errors="0" skipped="1"');
    const text = await tiebeam(folder, 'verify', ...only);
    expect(text.stdout).toMatch(/It runs in a copy[\s\S]*✓ validation[\s\S]*✗ shutdown/);
  });

  it.each([
    ['without a server', {}, [], /no server was found/],
    [
      'where nobody has said how the server is started',
      { 'web.mjs': WEB },
      [],
      /verify\.start {2}Which command[\s\S]*"start": \[/,
    ],
    ['with a key that is written wrong', { 'tiebeam.json': '{ "verify": { "strat": ["node"] } }' }, [], /did you mean "start"/i],
    ['with a broken configuration', { 'tiebeam.json': '{ "preset": 5 }' }, [], /has problems/],
    ['with an unknown probe, before anything is asked', { 'web.mjs': WEB }, ['--only', 'helth'], /did you mean 'health'/],
    [
      'with an unknown probe',
      { 'tiebeam.json': '{ "run": { "backend": { "path": ".", "start": ["node"] } } }' },
      ['--only', 'helth'],
      /did you mean 'health'/,
    ],
  ])('is refused %s', async (_what, files, args, reason) => {
    const { code, stderr } = await tiebeam(temporaryFolder(files), 'verify', ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(reason);
  });
});

describe('new', () => {
  const QUICK = ['--yes', '--no-install', '--no-git'];

  it('prints the files and writes nothing with --dry-run', async () => {
    const root = temporaryFolder();
    const { code, stdout } = await tiebeam(root, 'new', 'shop', '--yes', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^.*\/shop\n[\s\S]* {2}backend\/\n[\s\S]* {2}frontend\/\n[\s\S]* {2}tiebeam\.json\n[\s\S]*nothing was written\n$/,
    );
    expect(readdirSync(root)).toEqual([]);
  });

  it('makes a project of the resource that was named, which its own rules find nothing in', async () => {
    const root = temporaryFolder();
    const { code, stdout, stderr } = await tiebeam(
      root,
      'new',
      'shop',
      '--resource',
      'book',
      '--fields',
      'title:string,price:decimal,note:text?',
      ...QUICK,
    );
    expect({ code, stderr: stderr.replace(/[\d.]+ s/g, '') }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Write the files'),
    });
    expect(stdout).toContain('Created shop: ');
    expect(stdout).toContain('tiebeam new shop --resource book');
    expect(readFileSync(join(root, 'shop/tiebeam.json'), 'utf8')).toContain('"books"');
    expect(await tiebeam(join(root, 'shop'), 'check')).toMatchObject({ code: 0 });
  });

  it('takes a file of decisions, over which --set wins, and another folder', async () => {
    const root = temporaryFolder({
      'decisions.json': '{ "realtime": "sse", "redis": false } // mine\n',
      'other.json':
        '{ "decisions": { "realtime": "sse" }, "resources": [{ "name": "pen", "plural": "pens", "fields": [{ "name": "ink", "type": "string", "required": true, "unique": false }] }], "preset": "strict" }',
    });
    const plan = (...args: string[]) => tiebeam(root, 'new', 'shop', '--dry-run', '--yes', ...args);
    expect(await plan('--json', 'decisions.json', '--into', 'deep/er')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/deep\/er\/shop\n/),
    });
    const [withEvents, without] = await Promise.all([
      plan('--json', 'decisions.json'),
      plan('--json', 'decisions.json', '--set', 'realtime=none'),
    ]);
    expect(withEvents.stdout).not.toBe(without.stdout);
    expect((await plan('--json', 'other.json')).stdout).toContain('pens');
  });

  it.each([
    ['a bad name', ['../shop'], /name/],
    ['an unknown decision', ['shop', '--set', 'databse=sqlite'], /did you mean 'database'/],
    ['an unknown value', ['shop', '--set', 'database=sqlit'], /did you mean 'sqlite'/],
    ['a decision twice', ['shop', '--set', 'redis=true', '--set', 'redis=false'], /set twice/],
    ['a bad resource', ['shop', '--resource', 'class'], /--resource: .*reserved word/],
    ['a bad field', ['shop', '--resource', 'book', '--fields', 'title:strin'], /--fields: .*string/],
    ['a file that is not there', ['shop', '--json', 'nope.json'], /nope\.json cannot be read: it is not there/],
    ['a file that is no JSON', ['shop', '--json', 'broken.json'], /broken\.json is no JSON: .* in line 2/],
    ['a file of something else', ['shop', '--json', 'list.json'], /holds no JSON object/],
  ])('refuses %s with exit 2 and writes nothing', async (_what, args, reason) => {
    const root = temporaryFolder({ 'broken.json': '{\n  "redis": tru\n}', 'list.json': '[]' });
    const { code, stderr } = await tiebeam(root, 'new', ...args, ...QUICK);
    expect(code).toBe(2);
    expect(stderr).toMatch(reason);
    expect(readdirSync(root).sort()).toEqual(['broken.json', 'list.json']);
  });

  it.each([
    ['', []],
    [', in a dry run too', ['--dry-run']],
  ])('lists what stands in the way and writes nothing%s', async (_when, flags) => {
    const root = temporaryFolder({ 'shop/README.md': 'mine', 'shop/notes/today.txt': 'mine too' });
    const { code, stderr } = await tiebeam(root, 'new', 'shop', ...QUICK, ...flags);
    expect(code).toBe(2);
    expect(stderr).toMatch(/is not empty, and nothing was written; in the way:\n {2}README\.md/);
    expect(readdirSync(join(root, 'shop')).sort()).toEqual(['README.md', 'notes']);
    expect(readFileSync(join(root, 'shop/README.md'), 'utf8')).toBe('mine');
  });

  it('says that it takes the defaults where there is no terminal', async () => {
    const root = temporaryFolder();
    const { code, stderr } = await tiebeam(root, 'new', 'shop', '--no-install', '--no-git');
    expect({ code, isThere: existsSync(join(root, 'shop/tiebeam.json')) }).toEqual({ code: 0, isThere: true });
    expect(stderr).toContain('this is no terminal, so nothing is asked and the defaults are taken');
  });

  it('goes on without a tool that is missing, and says which and where to get it', async () => {
    const root = temporaryFolder({ 'bin/': '' });
    const path = process.env.PATH;
    process.env.PATH = join(root, 'bin');
    try {
      const { code, stderr } = await tiebeam(root, 'new', 'shop', '--yes');
      expect(code).toBe(0);
      expect(stderr).toMatch(/git.*not found|not found.*git/i);
      expect(stderr).toMatch(/npm/);
      expect(existsSync(join(root, 'shop/tiebeam.json'))).toBe(true);
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('the output', () => {
  it('does not mind a reader that stops early', async () => {
    const root = temporaryFolder();
    const { execFileSync } = await import('node:child_process');
    const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
    const out = execFileSync('sh', ['-c', `"${process.execPath}" "${cli}" explain cache/missing-ttl | head -n 1`], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(out.toString()).toMatch(/^# /);
  });
});
