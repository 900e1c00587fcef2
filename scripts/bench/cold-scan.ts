// A cold check of a whole folder beside a bare parse of it, each in a process of its own, alternating.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface ColdScan {
  /** Milliseconds, medians. */
  readonly floor: number;
  readonly check: number;
  /** A check that finds nothing which an earlier run has compiled. */
  readonly firstCheck: number;
  /** How many times the floor a check takes: the median of the rounds' own ratios. */
  readonly ratio: number;
}

export function coldScan(root: string, corpus: string, rounds: number): ColdScan {
  const floors: number[] = [];
  const checks: number[] = [];
  const firsts: number[] = [];
  const check = [join(root, 'dist/cli.js'), 'check', '--root', corpus, '--fail-level', 'never'];
  run(check);
  for (let round = 0; round < rounds; round += 1) {
    floors.push(timed([join(root, 'scripts/bench/parse-floor.ts'), corpus]));
    checks.push(timed(check));
    firsts.push(timed(check, { NODE_DISABLE_COMPILE_CACHE: '1' }));
  }
  const ratios = checks.map((it, index) => it / (floors[index] ?? 1));
  return { floor: median(floors), check: median(checks), firstCheck: median(firsts), ratio: median(ratios) };
}

/** Milliseconds that the rules over the workspace take together, once all files are checked. */
export function workspaceRules(root: string, corpus: string): number {
  return Number(run([join(root, 'scripts/bench/workspace-rules.ts'), corpus]));
}

function timed(args: readonly string[], changes: NodeJS.ProcessEnv = {}): number {
  const start = performance.now();
  run(args, changes);
  return performance.now() - start;
}

function run(args: readonly string[], changes: NodeJS.ProcessEnv = {}): string {
  const env = { ...process.env, ...changes };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', ...args], { env, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${args[0]} failed: ${stderr.toString()}`);
  return stdout.toString();
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
