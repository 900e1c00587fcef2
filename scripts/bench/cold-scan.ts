// A cold check of a whole folder beside a bare parse of it, each in a process of its own, alternating.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface ColdScan {
  /** Milliseconds, medians. */
  readonly floor: number;
  readonly check: number;
  /** How many times the floor a check takes: the median of the rounds' own ratios. */
  readonly ratio: number;
}

export function coldScan(root: string, corpus: string, rounds: number): ColdScan {
  const floors: number[] = [];
  const checks: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(timed([join(root, 'scripts/bench/parse-floor.ts'), corpus]));
    checks.push(timed([join(root, 'dist/cli.js'), 'check', '--root', corpus, '--fail-level', 'never']));
  }
  const ratios = checks.map((it, index) => it / (floors[index] ?? 1));
  return { floor: median(floors), check: median(checks), ratio: median(ratios) };
}

/** Milliseconds that the rules over the workspace take together, once all files are checked. */
export function workspaceRules(root: string, corpus: string): number {
  return Number(run([join(root, 'scripts/bench/workspace-rules.ts'), corpus]));
}

function timed(args: readonly string[]): number {
  const start = performance.now();
  run(args);
  return performance.now() - start;
}

function run(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', ...args], { maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${args[0]} failed: ${stderr.toString()}`);
  return stdout.toString();
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
