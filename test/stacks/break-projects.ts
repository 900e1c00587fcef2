// `npm run test:stacks -- --mutations`: breaks the default project in one place at a time, and expects the probe for it to turn red.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from '#host/run-process.ts';
import { probeIds } from '#verify/report.ts';
import { type Mutation, mutations } from './mutations.ts';

/** Gives how many mutations were seen, and how many were not. Prints a line for each. */
export async function breakProjects(
  cli: readonly string[],
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
  const missing = probeIds.filter((id) => !mutations.some((it) => it.probe === id));
  for (const id of missing) console.log(`✘ there is no mutation for ${id}`);
  let passed = 0;
  let failed = missing.length;
  try {
    const made = await tiebeam('new', 'shop', '--into', into, '--yes', '--set', 'realtime=sse');
    if (made.end.kind !== 'exited' || made.end.code !== 0) {
      console.log(made.output);
      return { passed: 0, failed: mutations.length };
    }
    for (const mutation of mutations) {
      if (signal.aborted) break;
      const trouble = await withMutation(project, mutation, async () => {
        const { output } = await tiebeam('verify', '--root', project, '--only', mutation.probe, '--format', 'json');
        return isRed(output, mutation.probe) ? undefined : `${mutation.probe} does not see it\n${output}`;
      });
      // What was cancelled has shown nothing.
      if (signal.aborted) break;
      if (trouble === undefined) passed += 1;
      else failed += 1;
      console.log(trouble === undefined ? `✔ ${mutation.probe} sees ${mutation.title}` : `✘ ${mutation.title}: ${trouble}`);
    }
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
  return { passed, failed };
}

async function withMutation(
  project: string,
  { file, find, replace }: Mutation,
  look: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const path = join(project, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) return `${find} does not stand once in ${file}`;
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  const trouble = await look();
  writeFileSync(path, text);
  return trouble;
}

/** Red because of the promise: a project that does not build any more would be red for another reason. */
function isRed(output: string, probe: string): boolean {
  const report: unknown = JSON.parse(output.slice(output.indexOf('{\n'), output.lastIndexOf('}') + 1));
  const text = JSON.stringify(report);
  const isBuildTrouble = probe !== 'build' && /"expected":"`npm (install|run build)/.test(text);
  return text.includes('"outcome":"failed"') && !isBuildTrouble;
}
