import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runProcess } from '#host/run-process.ts';
import { projectName, type ResultStore, type RowResult, type StackRow, settingsOf } from './stack-row.ts';

/** How the command line is started: the bundle, or the sources. */
export type CommandLine = readonly string[];

const MINUTE = 60_000;

const VerifyReport = z.object({
  probes: z.array(
    z.object({
      id: z.string(),
      outcome: z.string(),
      reason: z.string().optional(),
      failures: z.array(z.looseObject({})).optional(),
    }),
  ),
});
type ProbeReport = z.infer<typeof VerifyReport>['probes'][number];

/** What a row gave, and for a person who cannot open its log: what made it red, in lines. */
export interface VerifiedRow {
  readonly result: RowResult;
  readonly why: readonly string[];
}

/**
 * Builds the project of a row as a person would, checks and verifies it. The project is taken away where all is green, and kept with the log
 * where it is not. A failure is a result, never a rejection.
 */
export async function verifyRow(
  row: StackRow,
  digest: string,
  { cli, store, signal }: { readonly cli: CommandLine; readonly store: ResultStore; readonly signal: AbortSignal },
): Promise<VerifiedRow> {
  // Outside of this repository, whose own tools would take the project for a part of it.
  const into = join(tmpdir(), 'tiebeam-stacks', row.id);
  const project = join(into, projectName);
  rmSync(into, { recursive: true, force: true });
  const log: string[] = [];
  const ms = { new: 0, check: 0, verify: 0 };
  const red: string[] = [];
  const why: string[] = [];

  const tiebeam = async (step: keyof typeof ms, args: readonly string[], minutes: number): Promise<string> => {
    const words = [...cli, step, ...args];
    const environment = Object.fromEntries(
      Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    const result = await runProcess(
      { words, folder: process.cwd(), environment },
      { timeoutMs: minutes * MINUTE, signal, maxOutput: 20_000_000 },
    );
    ms[step] = Math.round(result.ms);
    log.push(`$ ${words.join(' ')}\n${result.output}`);
    if (result.end.kind !== 'exited' || result.end.code !== 0) {
      red.push(step);
      if (step !== 'verify') why.push(result.output.slice(-3000));
    }
    return result.output;
  };

  const { name, fields } = row.resource;
  const settings = settingsOf(row.decisions).flatMap((it) => ['--set', it]);
  await tiebeam('new', [projectName, '--into', into, '--yes', '--resource', name, '--fields', fields, ...settings], 15);
  if (red.length === 0) {
    await tiebeam('check', ['--root', project, '--fail-on-empty'], 5);
    const probes = redProbes(await tiebeam('verify', ['--root', project, '--format', 'json'], 25), row);
    // The probes say more than the step.
    if (probes.length > 0) red.splice(0, red.length, ...red.filter((it) => it !== 'verify'), ...probes.map(({ id }) => id));
    why.push(
      ...probes
        .filter((it) => it.outcome === 'failed')
        .map(({ id, reason, failures }) => JSON.stringify({ id, reason, failures }, null, 2).slice(0, 4000)),
    );
  }
  writeFileSync(store.logFile(row), log.join('\n'));
  if (red.length === 0 || signal.aborted) rmSync(into, { recursive: true, force: true });
  const result = { id: row.id, digest, green: red.length === 0, at: new Date().toISOString(), ms, red };
  if (!signal.aborted) store.write(result);
  return { result, why };
}

/** The probes that were not passed, one that found nothing to do where there was something included. */
function redProbes(output: string, { decisions }: StackRow): readonly ProbeReport[] {
  const start = output.indexOf('{\n');
  const { data } = VerifyReport.safeParse(start < 0 ? undefined : parsed(output.slice(start)));
  if (data === undefined) return [{ id: 'verify', outcome: 'no report', reason: output.slice(-3000) }];
  const silent = [
    ...(decisions.realtime === 'none' ? ['realtime'] : []),
    ...(decisions.frontend === 'none' ? ['front-end'] : []),
    ...(decisions.auth === 'none' ? ['auth'] : []),
  ];
  return data.probes.filter(({ id, outcome }) => outcome !== 'passed' && !(outcome === 'not-applicable' && silent.includes(id)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.slice(0, text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}
