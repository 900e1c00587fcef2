// `npm run test:stacks -- --mutations`: breaks the default project of a back end in one place at a time, and expects the probe for it to turn red.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { z } from 'zod';
import type { Decisions } from '#decisions/decisions.ts';
import { runProcess } from '#host/run-process.ts';
import type { ProbeId } from '#verify/report.ts';
import { noteBreakage } from './broken-stacks.ts';
import { type Breakage, breakages, type Edit, editsOf } from './mutations/mutations.ts';

const VerifyReport = z.object({
  probes: z.array(
    z.object({ id: z.string(), outcome: z.string(), failures: z.array(z.looseObject({ expected: z.string() })).optional() }),
  ),
});

/**
 * Breaks one project in these ways, prints a line for each, notes it, and gives how many were seen and how many were not. `only` holds ids;
 * none stand for all.
 */
export async function breakProject(
  cli: readonly string[],
  backend: Decisions['backend'],
  only: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const into = mkdtempSync(join(tmpdir(), 'tiebeam-mutations-'));
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const tiebeam = (...args: readonly string[]) =>
    runProcess(
      { words: [...cli, ...args], folder: into, environment },
      { timeoutMs: 15 * 60_000, signal, maxOutput: 20_000_000 },
    );
  const project = join(into, 'shop');
  const chosen = breakages.filter(({ id }) => only.length === 0 || only.includes(id));
  let passed = 0;
  let failed = 0;
  try {
    const made = await tiebeam('new', 'shop', '--into', into, '--yes', '--set', `backend=${backend}`, '--set', 'realtime=sse');
    if (made.end.kind !== 'exited' || made.end.code !== 0) {
      console.log(made.output);
      return { passed, failed: chosen.length };
    }
    for (const breakage of chosen) {
      const trouble = await withEdits(project, editsFor(project, backend, breakage), async () => {
        const { output } = await tiebeam('verify', '--root', project, '--only', breakage.probe, '--format', 'json');
        return isRed(output, breakage.probe) ? undefined : `${breakage.probe} does not see it\n${output}`;
      });
      // What was cancelled has shown nothing.
      if (signal.aborted) break;
      if (trouble === undefined) passed += 1;
      else failed += 1;
      noteBreakage(backend, breakage.id, trouble === undefined);
      console.log(
        trouble === undefined
          ? `✔ ${backend}: ${breakage.probe} sees ${breakage.title}`
          : `✘ ${backend}: ${breakage.title}: ${trouble}`,
      );
    }
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
  return { passed, failed };
}

/** The edits, and for a probe that looks at the back end alone no front end, which would be built each time. */
function editsFor(
  project: string,
  backend: Decisions['backend'],
  { id, probe }: Breakage & (typeof breakages)[number],
): readonly Edit[] {
  const edit = editsOf[backend][id];
  const needsAll: readonly ProbeId[] = ['build', 'own-rules', 'front-end'];
  if (needsAll.includes(probe)) return [edit];
  const text = readFileSync(join(project, 'tiebeam.json'), 'utf8');
  const replace = applyEdits(text, modify(text, ['run', 'frontend'], undefined, {}));
  return [edit, { file: 'tiebeam.json', find: text, replace }];
}

async function withEdits(
  project: string,
  edits: readonly Edit[],
  look: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const before = edits.map(({ file }) => [join(project, file), readFileSync(join(project, file), 'utf8')] as const);
  try {
    for (const { file, find, replace } of edits) {
      const path = join(project, file);
      const text = readFileSync(path, 'utf8');
      if (text.split(find).length !== 2) return `${find} does not stand once in ${file}`;
      writeFileSync(
        path,
        text.replace(find, () => replace),
      );
    }
    return await look();
  } finally {
    for (const [path, text] of before) writeFileSync(path, text);
  }
}

/** Red because of the promise: a project that cannot be installed or built any more would be red for another reason. */
function isRed(output: string, probe: ProbeId): boolean {
  const start = output.indexOf('{\n');
  const { data } = VerifyReport.safeParse(start < 0 ? undefined : JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)));
  const report = data?.probes.find(({ id }) => id === probe);
  const isBuildTrouble = probe !== 'build' && report?.failures?.some(({ expected }) => /^`.*` succeeds in \w+$/.test(expected));
  return report?.outcome === 'failed' && isBuildTrouble !== true;
}
