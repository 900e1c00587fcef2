// The default stack of each back end, as a person gets it: written by the command line, checked by our own rules, verified while it runs.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const MINUTE = 60_000;

const PROJECTS = [
  { name: 'shop', resource: 'product', fields: 'name:string,price:decimal', settings: ['realtime=sse'], silent: [] },
  {
    name: 'depot',
    resource: 'order-line',
    settings: [],
    silent: ['realtime'],
    fields: 'sku:string!,note:text?,quantity:integer,price:decimal,gift:boolean,due:date?,placed_at:datetime,batch:uuid?',
  },
  {
    name: 'yard',
    resource: 'invoice',
    settings: ['backend=go', 'realtime=sse'],
    silent: [],
    fields: 'number:string!,note:text?,total:decimal,paid:boolean,due:date?',
  },
  {
    name: 'mill',
    resource: 'sheep',
    settings: ['backend=fastapi', 'realtime=sse'],
    silent: [],
    fields: 'tag:string!,weight:decimal,born:date?,shorn:boolean',
  },
] as const;

describe.each(PROJECTS)('$name with $resource', ({ name, resource, fields, settings, silent }) => {
  const into = mkdtempSync(join(tmpdir(), 'tiebeam-stack-'));
  const project = join(into, name);
  let created: Outcome | undefined;

  beforeAll(async () => {
    created = await tiebeam([
      'new',
      name,
      '--into',
      into,
      '--resource',
      resource,
      '--fields',
      fields,
      '--yes',
      ...settings.flatMap((it) => ['--set', it]),
    ]);
  }, 10 * MINUTE);

  afterAll(() => {
    rmSync(into, { recursive: true, force: true });
  });

  it('is written and installed', () => {
    expect(created).toMatchObject({ code: 0 });
  });

  it('has nothing to find for our own rules', async () => {
    const { code, stdout } = await tiebeam(['check', '--root', project, '--format', 'json', '--fail-on-empty']);
    expect(JSON.parse(stdout)).toEqual([]);
    expect(code).toBe(0);
  });

  it(
    'keeps every promise of the contract',
    async () => {
      const { stdout } = await tiebeam(['verify', '--root', project, '--format', 'json']);
      const report = JSON.parse(stdout) as {
        readonly probes: readonly { readonly id: string; readonly outcome: string }[];
      };
      expect(report.probes.filter((it) => it.outcome !== 'passed' && it.outcome !== 'not-applicable')).toEqual([]);
      expect(report.probes.filter((it) => it.outcome === 'not-applicable').map((it) => it.id)).toEqual(silent);
      expect(report.probes).toHaveLength(15);
    },
    15 * MINUTE,
  );
});

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function tiebeam(args: readonly string[]): Promise<Outcome> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, ...args], { maxBuffer: 64_000_000 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code ?? 3, stdout: stdout ?? '', stderr: stderr ?? '' };
  }
}
