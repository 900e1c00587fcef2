import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { RULES } from '#rules/rules.generated.ts';
import { temporaryFolder } from '../host/temporary-folder.ts';
import { isReady, startClient } from '../lsp/client.ts';
import { tiebeam } from './run.ts';

const SAMPLE = fileURLToPath(new URL('../sample', import.meta.url));

interface Row {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fingerprint: string;
}

async function rowsOf(root: string): Promise<Row[]> {
  return JSON.parse((await tiebeam(root, 'check', '--format', 'json')).stdout);
}

describe('the findings', () => {
  it('are those of the language server, of the same severity at the same place', async () => {
    const rows = await rowsOf(SAMPLE);
    expect(rows.length).toBeGreaterThan(10);
    const { status, published } = await startClient({ folders: [SAMPLE] });
    await status(isReady);
    const shown = published.flatMap(({ uri, diagnostics }) =>
      diagnostics.map(({ code, message, severity, range, data }) => ({
        ruleId: code,
        message,
        severity: ['', 'error', 'warning', 'info', 'hint'][severity ?? 0],
        path: decodeURIComponent(uri).slice(decodeURIComponent(`file://${SAMPLE}/`).length),
        line: range.start.line + 1,
        column: range.start.character + 1,
        endLine: range.end.line + 1,
        fingerprint: (data as { fingerprint: string }).fingerprint,
      })),
    );
    const byPlace = (a: { path: string; fingerprint: string }, b: { path: string; fingerprint: string }): number =>
      a.path < b.path ? -1 : a.path > b.path ? 1 : a.fingerprint < b.fingerprint ? -1 : 1;
    const wholeFile = ({ line, column, endLine }: { line: number; column: number; endLine: number }): boolean =>
      line === 1 && column === 1 && endLine === 1;
    expect(shown.toSorted(byPlace)).toEqual(
      rows.toSorted(byPlace).map(({ ruleId, message, severity, path, line, column, endLine, fingerprint }) => ({
        ruleId,
        message,
        severity,
        path,
        line,
        column,
        endLine,
        fingerprint,
      })),
    );
    expect(shown.filter(wholeFile).length).toBeLessThan(shown.length);
  });

  it('are the same in any order of runs, with the same fingerprints', async () => {
    const [first, second] = await Promise.all([rowsOf(SAMPLE), rowsOf(SAMPLE)]);
    expect(second).toEqual(first);
    expect(new Set(first.map((it) => it.fingerprint)).size).toBe(first.length);
  });

  it('keep their fingerprints when lines move', async () => {
    const text =
      "import Redis from 'ioredis';\nconst redis = new Redis();\nredis.set('a', process.title);\nredis.set('a', process.title);\n";
    const files = { 'package.json': '{ "dependencies": { "ioredis": "5" } }', 'src/a.ts': text };
    const prints = (rows: readonly Row[]): string[] => rows.map((it) => it.fingerprint);
    const before = prints(await rowsOf(temporaryFolder(files)));
    expect(new Set(before).size).toBe(2);
    expect(prints(await rowsOf(temporaryFolder({ ...files, 'src/a.ts': `// One\n\n${text}` })))).toEqual(before);
  });
});

describe('SARIF', () => {
  it('is valid, with relative addresses, fingerprints and help', async () => {
    const root = temporaryFolder({
      'package.json': '{ "dependencies": { "ioredis": "5" } }',
      'src/ä b/100% #1?.ts': "import Redis from 'ioredis';\nnew Redis().set('€', process.title);\n",
    });
    const log = JSON.parse((await tiebeam(root, 'check', '--format', 'sarif')).stdout);
    expect(sarifProblems(log)).toEqual([]);
    const [run] = log.runs;
    expect(run.tool.driver.rules.map((it: { id: string }) => it.id)).toEqual(RULES.map((it) => it.id));
    for (const rule of run.tool.driver.rules) {
      expect(rule.help.markdown).toMatch(/^# /);
      expect(rule.shortDescription.text).not.toBe('');
    }
    expect(run.results).toHaveLength(1);
    const [result] = run.results;
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation.artifactLocation).toEqual({
      uri: 'src/%C3%A4%20b/100%25%20%231%3F.ts',
      uriBaseId: 'ROOT',
    });
    expect(result.locations[0].physicalLocation.region).toMatchObject({ startLine: 2 });
    expect(result.partialFingerprints['tiebeam/v1']).toMatch(/^[0-9a-f]+$/);
  });

  it.each([
    ['the sample', SAMPLE],
    ['an empty folder', ''],
  ])('is valid for %s', async (_what, root) => {
    const log = JSON.parse((await tiebeam(root || temporaryFolder(), 'check', '--format', 'sarif')).stdout);
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0].results.length > 0).toBe(root !== '');
    for (const result of log.runs[0].results) {
      const { uri } = result.locations[0].physicalLocation.artifactLocation;
      expect(uri).not.toMatch(/^\/|\\|:|\.\./);
    }
  });

  it('would be told apart by the schema', () => {
    expect(sarifProblems({ version: '2.1.0', runs: [{ tool: {} }] })).not.toEqual([]);
  });
});

describe('GitHub annotations', () => {
  it('escape what would end a property', async () => {
    const root = temporaryFolder({
      'package.json': '{ "dependencies": { "ioredis": "5" } }',
      'src/a,b:c 100%.ts': "import Redis from 'ioredis';\nnew Redis().set('a', process.title);\n",
    });
    const { stdout, code } = await tiebeam(root, 'check', '--format', 'github');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::warning file=src\/a%2Cb%3Ac 100%25\.ts,line=2,endLine=2,col=\d+,title=cache\/missing-ttl::[^\n]+\n$/,
    );
  });
});

function sarifProblems(log: unknown): unknown[] {
  // The schema is of draft 4, of which `id` is the one keyword that reads differently today.
  const {
    id: _id,
    $schema: _draft,
    ...schema
  } = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema);
  return validate(log) ? [] : (validate.errors ?? []);
}
