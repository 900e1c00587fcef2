import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { type ClientOptions, codesOf, has, hasAny, hasNone, isReady, startClient } from './client.ts';
import { CACHE, CLEAN_CACHE, CYCLE, MISSING_TTL, SHOP, SWALLOWED } from './shop.ts';

async function shop(files: Readonly<Record<string, string | Uint8Array>> = {}, options: ClientOptions = {}) {
  const root = temporaryFolder({ ...SHOP, ...files });
  const client = await startClient({ folders: [root], ...options });
  await client.status(isReady);
  return { root, ...client };
}

/** Where the finding of `CACHE` starts in its line. */
const COLUMN = '  await '.length;

describe('diagnostics', () => {
  it('are there for closed files, with rule, page, source and place', async () => {
    const { shown } = await shop();
    expect(shown('src/cache.ts')).toMatchObject([
      {
        code: MISSING_TTL,
        source: 'tiebeam',
        codeDescription: { href: expect.stringContaining(MISSING_TTL) },
        range: { start: { line: 3 }, end: { line: 3 } },
        data: { fingerprint: expect.stringMatching(/^[0-9a-f]+$/) },
      },
    ]);
  });

  it('follow the text that is open, and the file once it is closed', async () => {
    const { open, close, diagnostics, published } = await shop();
    await open('src/cache.ts', CLEAN_CACHE, 7);
    await diagnostics('src/cache.ts', hasNone);
    expect(published.at(-1)?.version).toBe(7);
    await close('src/cache.ts');
    await diagnostics('src/cache.ts', has(MISSING_TTL));
    expect(published.at(-1)).not.toHaveProperty('version');
  });

  it('follow each change of an open file and tell its version', async () => {
    const { open, change, diagnostics, published } = await shop();
    await open('src/cache.ts', CACHE);
    await change('src/cache.ts', 2, [
      { range: { start: { line: 3, character: 32 }, end: { line: 3, character: 32 } }, text: ", 'EX', 60" },
    ]);
    await diagnostics('src/cache.ts', hasNone);
    expect(published.at(-1)?.version).toBe(2);
    await change('src/cache.ts', 3, [{ text: CACHE }]);
    await diagnostics('src/cache.ts', hasAny);
    expect(published.at(-1)?.version).toBe(3);
  });

  it('count columns in UTF-16 units', async () => {
    const { diagnostics, open } = await shop();
    await open('src/cache.ts', CACHE.replace('  await', "  const basket = '🧺'; await"));
    const [found] = await diagnostics('src/cache.ts', (it) => (it[0]?.range.start.character ?? 0) > 20);
    expect(found?.range.start.character).toBe("  const basket = '🧺'; await ".length);
  });

  it('are sent for no other file than the one that changed', async () => {
    const others = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`src/other${at}.ts`, CACHE]));
    const { open, change, diagnostics, published, shown } = await shop(others);
    expect(shown('src/other7.ts')).toHaveLength(1);
    await open('src/cache.ts', CACHE);
    const before = published.length;
    for (let version = 2; version < 12; version += 1) {
      await change('src/cache.ts', version, [{ text: CACHE.replace('await', `${' '.repeat(version)}await`) }]);
      await diagnostics('src/cache.ts', (it) => it[0]?.range.start.character === COLUMN + version);
    }
    expect(new Set(published.slice(before).map((it) => it.uri))).toEqual(new Set([expect.stringContaining('src/cache.ts')]));
  });

  it('name the other end where an edit of its file has moved it', async () => {
    const [orders, payments] = ['src/orders/order.service.ts', 'src/payments/payment.service.ts'] as const;
    const text =
      "import { OrderService } from '../orders/order.service';\nexport class PaymentService {\n  constructor(private readonly orders: OrderService) {}\n}\n";
    const { diagnostics, open, change } = await shop({
      [orders]:
        "import { PaymentService } from '../payments/payment.service';\nexport class OrderService {\n  constructor(private readonly payments: PaymentService) {}\n}\n",
      [payments]: text,
    });
    const leadsTo = (line: number) => (it: Awaited<ReturnType<typeof diagnostics>>) =>
      it.some((one) => one.code === CYCLE && one.relatedInformation?.some((at) => at.location.range.start.line === line));
    await diagnostics(orders, leadsTo(0));
    await open(payments, text);
    await change(payments, 2, [{ text: `// One\n// two\n${text}` }]);
    await diagnostics(orders, leadsTo(2));
  });

  it.each([
    ['an untitled document', 'untitled:Untitled-1'],
    ['a document outside of every folder', 'file:///nowhere/cache.ts'],
    ['a document of another scheme', 'git:/src/cache.ts'],
  ])('are not sent for %s, and the server goes on', async (_what, uri) => {
    const { open, change, close, settled, published } = await shop();
    await open(uri, CACHE);
    await change(uri, 2, [{ text: `${CACHE}\n` }]);
    await close(uri);
    await settled();
    expect(published.map((it) => it.uri)).toEqual([expect.stringContaining('src/cache.ts')]);
  });

  it.each([
    ['ignored', { '.gitignore': 'generated/\n', 'generated/cache.ts': CACHE }, 'generated/cache.ts'],
    ['of a dependency', { 'node_modules/kept/cache.ts': CACHE }, 'node_modules/kept/cache.ts'],
  ])('are not sent for a file that is %s, open or closed', async (_what, files, path) => {
    const { open, settled, shown } = await shop(files);
    await open(path, CACHE);
    await settled();
    expect(shown(path)).toEqual([]);
  });

  it('are there for a file that was never saved', async () => {
    const { open, diagnostics, close } = await shop();
    await open('src/new.ts', CACHE);
    await diagnostics('src/new.ts', has(MISSING_TTL));
    await close('src/new.ts');
    await diagnostics('src/new.ts', hasNone);
  });

  it('survive every kind of broken text', async () => {
    const { open, change, diagnostics } = await shop();
    await open('src/quiet.ts', '');
    const texts = {
      'half-typed code': `${CACHE}export function (\n  const = {{{\n`,
      'two hundred levels': `${CACHE}${'if (true) {'.repeat(200)}${'}'.repeat(200)}\n`,
      'a NUL': `${CACHE}\0`,
      'five million characters': `${CACHE}// ${'x'.repeat(5_000_000)}\n`,
      'lone surrogates': `${CACHE}const half = '\ud83e';\n`,
    };
    for (const [index, text] of Object.values(texts).entries()) {
      await change('src/quiet.ts', 3 * index + 2, [{ text }]);
      await change('src/quiet.ts', 3 * index + 3, [{ text: CACHE }]);
      expect(codesOf(await diagnostics('src/quiet.ts', hasAny))).toEqual([MISSING_TTL]);
      await change('src/quiet.ts', 3 * index + 4, [{ text: '' }]);
      await diagnostics('src/quiet.ts', hasNone);
    }
  });
});

describe('files on disk', () => {
  it('are followed when they come, change and go', async () => {
    const { root, onDisk, diagnostics } = await shop();
    writeFileSync(join(root, 'src/more.ts'), CACHE);
    await onDisk(['src/more.ts', 'created']);
    await diagnostics('src/more.ts', has(MISSING_TTL));
    writeFileSync(join(root, 'src/more.ts'), CLEAN_CACHE);
    await onDisk(['src/more.ts', 'changed']);
    await diagnostics('src/more.ts', hasNone);
    writeFileSync(join(root, 'src/more.ts'), CACHE);
    await onDisk(['src/more.ts', 'changed']);
    await diagnostics('src/more.ts', hasAny);
    rmSync(join(root, 'src/more.ts'));
    await onDisk(['src/more.ts', 'deleted']);
    await diagnostics('src/more.ts', hasNone);
  });

  it('are followed when their folder is renamed, of which only the folder is told', async () => {
    const { root, onDisk, diagnostics } = await shop({ 'src/old/deep/cache.ts': CACHE });
    await diagnostics('src/old/deep/cache.ts', hasAny);
    renameSync(join(root, 'src/old'), join(root, 'src/renamed'));
    await onDisk(['src/old', 'deleted'], ['src/renamed', 'created']);
    await diagnostics('src/old/deep/cache.ts', hasNone);
    await diagnostics('src/renamed/deep/cache.ts', hasAny);
  });

  it('do not replace the text of an open editor', async () => {
    const { root, onDisk, open, diagnostics, settled, shown } = await shop();
    await open('src/cache.ts', CLEAN_CACHE);
    await diagnostics('src/cache.ts', hasNone);
    writeFileSync(join(root, 'src/cache.ts'), `${CACHE}// changed\n`);
    await onDisk(['src/cache.ts', 'changed']);
    await settled();
    expect(shown('src/cache.ts')).toEqual([]);
  });

  it('are left out as soon as they are ignored', async () => {
    const { root, onDisk, diagnostics } = await shop();
    await diagnostics('src/cache.ts', hasAny);
    writeFileSync(join(root, '.gitignore'), 'src/cache.ts\n');
    await onDisk(['.gitignore', 'created']);
    await diagnostics('src/cache.ts', hasNone);
  });

  it('are found after many changes at once', async () => {
    const { root, onDisk, diagnostics } = await shop();
    mkdirSync(join(root, 'src/many'));
    const paths = Array.from({ length: 300 }, (_, at) => `src/many/cache${at}.ts`);
    for (const path of paths) writeFileSync(join(root, path), CACHE);
    await onDisk(...paths.map((path) => [path, 'created'] as const));
    await diagnostics('src/many/cache299.ts', hasAny);
    for (const path of paths) rmSync(join(root, path));
    await onDisk(...paths.map((path) => [path, 'deleted'] as const));
    await diagnostics('src/many/cache299.ts', hasNone);
  });
});

describe('tiebeam.json', () => {
  const off = `{ "rules": { "${MISSING_TTL}": "off" } }\n`;
  const broken = '{\n  "rules": { "cache/missing-tll": "off" },\n  "preset": "lax"\n}\n';

  it('shows each problem at its place and leaves the last good state in force', async () => {
    const { root, onDisk, diagnostics, shown } = await shop({ 'tiebeam.json': off });
    expect(shown('src/cache.ts')).toEqual([]);
    writeFileSync(join(root, 'tiebeam.json'), broken);
    await onDisk(['tiebeam.json', 'changed']);
    const problems = await diagnostics('tiebeam.json', (it) => it.length === 2);
    expect(problems.map((it) => it.range.start.line).sort()).toEqual([1, 2]);
    expect(problems.map((it) => it.message).join('\n')).toContain(MISSING_TTL);
    expect(shown('src/cache.ts')).toEqual([]);
    writeFileSync(join(root, 'tiebeam.json'), '{}\n');
    await onDisk(['tiebeam.json', 'changed']);
    await diagnostics('tiebeam.json', (it) => codesOf(it).join() === 'coverage');
    await diagnostics('src/cache.ts', hasAny);
  });

  it('is read from the editor while it is typed, and its problems go with it', async () => {
    const { root, open, onDisk, close, diagnostics } = await shop({ 'tiebeam.json': '{}\n' });
    await open('tiebeam.json', off);
    await diagnostics('src/cache.ts', hasNone);
    await close('tiebeam.json');
    await diagnostics('src/cache.ts', hasAny);
    writeFileSync(join(root, 'tiebeam.json'), '{ "preset": ');
    await onDisk(['tiebeam.json', 'changed']);
    await diagnostics('tiebeam.json', (it) => hasAny(it) && !codesOf(it).includes('coverage'));
    rmSync(join(root, 'tiebeam.json'));
    await onDisk(['tiebeam.json', 'deleted']);
    await diagnostics('tiebeam.json', hasNone);
  });

  it('holds from above the folder, too', async () => {
    const root = temporaryFolder({
      'tiebeam.json': off,
      ...Object.fromEntries(Object.entries(SHOP).map(([path, text]) => [`app/${path}`, text])),
    });
    const { status, shown } = await startClient({ folders: [join(root, 'app')] });
    await status(isReady);
    expect(shown('src/cache.ts')).toEqual([]);
  });
});

describe('several folders', () => {
  const other = `${CACHE}\nexport async function pay() {\n  try {\n    await keep('1');\n  } catch {}\n}\n`;

  it('are checked each with its own configuration, and can come and go', async () => {
    const [one, two] = [
      temporaryFolder(SHOP),
      temporaryFolder({ ...SHOP, 'src/cache.ts': other, 'tiebeam.json': `{ "rules": { "${MISSING_TTL}": "off" } }` }),
    ];
    const { connection, status, diagnostics } = await startClient({ folders: [one] });
    await status(isReady);
    await diagnostics('src/cache.ts', has(MISSING_TTL));
    const second = pathToFileURL(two).href;
    const folder = { uri: second, name: 'two' };
    await connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
    expect(codesOf(await diagnostics(`${second}/src/cache.ts`, hasAny))).toEqual([SWALLOWED]);
    await connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
    await diagnostics(`${second}/src/cache.ts`, hasNone);
    await diagnostics('src/cache.ts', has(MISSING_TTL));
  });

  it('inside of each other tell a finding once, with the settings of the inner one', async () => {
    const root = temporaryFolder({
      ...SHOP,
      ...Object.fromEntries(Object.entries(SHOP).map(([path, text]) => [`inner/${path}`, text])),
      'inner/tiebeam.json': `{ "rules": { "${MISSING_TTL}": "off" } }`,
    });
    const { status, shown, diagnostics } = await startClient({ folders: [root, join(root, 'inner')] });
    await status((it) => isReady(it) && it.files >= 6);
    await diagnostics('src/cache.ts', hasAny);
    expect(shown('inner/src/cache.ts')).toEqual([]);
  });
});

describe('settings', () => {
  it.each([
    ['a rule that is off', { rules: { [MISSING_TTL]: 'off' } }, []],
    ['another severity', { rules: { [MISSING_TTL]: 'error' } }, [1]],
    ['no analysis at all', { enable: false }, []],
    ['values of another kind', { enable: 'maybe', run: 3, maxFindingsPerFile: -1, rules: [] }, [2]],
  ])('allow %s', async (_what, settings, severities) => {
    const root = temporaryFolder(SHOP);
    const { status, settled, shown } = await startClient({ folders: [root], settings: () => settings });
    if ('enable' in settings && settings.enable === false) await settled();
    else await status(isReady);
    expect(shown('src/cache.ts').map((it) => it.severity)).toEqual(severities);
  });

  it('cut a long list', async () => {
    const { shown } = await shop(
      { 'src/cache.ts': CACHE + CACHE.split('\n')[3]?.concat('\n').repeat(5) },
      { settings: () => ({ maxFindingsPerFile: 2 }) },
    );
    expect(shown('src/cache.ts')).toHaveLength(2);
  });

  it('take hold when they change, folder by folder', async () => {
    let settings: object = {};
    const { connection, diagnostics } = await shop({}, { settings: (scope) => (scope === undefined ? {} : settings) });
    const changed = (next: object) => {
      settings = next;
      return connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    };
    await diagnostics('src/cache.ts', hasAny);
    await changed({ rules: { [MISSING_TTL]: 'off' } });
    await diagnostics('src/cache.ts', hasNone);
    await changed({ rules: { [MISSING_TTL]: 'hint' } });
    await diagnostics('src/cache.ts', (it) => it[0]?.severity === 4);
  });

  it('switch everything off and on again', async () => {
    let enable = true;
    const { connection, diagnostics } = await shop({}, { settings: () => ({ enable }) });
    for (const [value, fits] of [
      [false, hasNone],
      [true, hasAny],
    ] as const) {
      enable = value;
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await diagnostics('src/cache.ts', fits);
    }
  });

  it('wait for a save where that is wanted', async () => {
    const { open, change, save, settled, diagnostics, shown } = await shop({}, { settings: () => ({ run: 'onSave' }) });
    await open('src/cache.ts', CACHE);
    await change('src/cache.ts', 2, [{ text: CLEAN_CACHE }]);
    await settled();
    expect(codesOf(shown('src/cache.ts'))).toEqual([MISSING_TTL]);
    await save('src/cache.ts');
    await diagnostics('src/cache.ts', hasNone);
  });

  it('are taken from a client that sends them instead of answering', async () => {
    const { connection, diagnostics } = await shop({}, { capabilities: {} });
    await diagnostics('src/cache.ts', hasAny);
    await connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { tiebeam: { rules: { [MISSING_TTL]: 'off' } } },
    });
    await diagnostics('src/cache.ts', hasNone);
  });
});

describe('the status', () => {
  it('tells progress, files and counts that follow the findings', async () => {
    const { statuses, status, open } = await shop();
    expect(statuses.map((it) => it.state)).toContain('scanning');
    expect(statuses.findLast(isReady)).toMatchObject({ files: 3, findings: { error: 0, warning: 1, info: 0 } });
    await open('src/cache.ts', CLEAN_CACHE);
    await status((it) => isReady(it) && it.findings.warning === 0);
  });
});
