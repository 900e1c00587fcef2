// Runs a suite and counts its tests from what the runner wrote for machines. A suite that ran nothing has failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runProgram } from './run-program.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const artifacts = path.join(root, 'artifacts');
const results = path.join(artifacts, 'test-results');

export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** Why the suite did not run on this machine. */
  readonly leftOut?: string;
  /** Tests that passed at their second attempt only. */
  readonly unsteady?: readonly string[];
}

/** A program whose exit code is the result, such as a compiler. Its output is shown where it fails. Counts as one test. */
export async function runStep(name: string, file: string, args: readonly string[]): Promise<SuiteResult> {
  return timed(name, async () => {
    const { code, output } = await runProgram(process.execPath, [path.join(root, file), ...args], { cwd: root });
    if (code !== 0) console.error(output.trimEnd());
    return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  });
}

/** A preparation that throws when it fails. Counts as one test. */
export function runTask(name: string, task: () => Promise<unknown>): Promise<SuiteResult> {
  return timed(name, async () => {
    await task();
    return { name, passed: 1, failed: 0 };
  });
}

const MochaReport = z.object({ passed: z.number(), failed: z.number(), pending: z.number() });

/** Runs mocha suites in a VS Code, with their output on the terminal. */
export function runMocha(name: string, program: string): Promise<SuiteResult> {
  return timed(name, () => countMocha({ name, program, stdio: 'inherit' }));
}

export interface MochaRun {
  readonly name: string;
  /** Starts VS Code; takes the path for the report before `args`. */
  readonly program: string;
  readonly args?: readonly string[];
  /** pipe: not a word on the terminal. */
  readonly stdio: 'inherit' | 'pipe';
}

/** Runs mocha suites in a VS Code and counts their tests. */
export async function countMocha({ name, program, args = [], stdio }: MochaRun): Promise<SuiteResult> {
  const report = freshReport(name);
  const { code } = await runProgram(process.execPath, [path.join(root, program), report, ...args], {
    cwd: root,
    ...(stdio === 'inherit' && { stdio }),
  });
  const { data, error } = readReport(report, MochaReport);
  if (data === undefined) return broken(name, `it left no report that can be read: ${error}`);
  if (data.passed + data.failed === 0) return broken(name, 'it ran no test');
  if (data.pending > 0) return broken(name, `${data.pending} tests were skipped`);
  return { name, passed: data.passed, failed: code === 0 ? data.failed : Math.max(data.failed, 1) };
}

/** Runs rows of the matrix of stacks with their output on the terminal, and counts them by its last line. */
export function runStacks(name: string, args: readonly string[]): Promise<SuiteResult> {
  return timed(name, async () => {
    const { code, output } = await runProgram(process.execPath, [path.join(root, 'test/stacks/run.ts'), ...args], { cwd: root });
    console.log(output.trimEnd());
    const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
    if (passed === undefined || failed === undefined) return broken(name, 'it did not come to its end');
    return { name, passed: Number(passed), failed: code === 0 ? Number(failed) : Math.max(Number(failed), 1) };
  });
}

/** A suite that cannot run here. On a build machine that is a failure. */
export function leaveOut(name: string, why: string): SuiteResult {
  console.error(`▸ ${name}: left out. ${why}`);
  return { name, passed: 0, failed: process.env.CI ? 1 : 0, leftOut: why };
}

/** Prints the table and, as the last line, the sum; gives the exit code. */
export function summarise(suites: readonly SuiteResult[]): number {
  const passed = suites.reduce((sum, suite) => sum + suite.passed, 0);
  const failed = suites.reduce((sum, suite) => sum + suite.failed, 0);
  console.log('');
  for (const suite of suites) {
    console.log(
      `${suite.failed > 0 ? '✘' : '✔'} ${suite.name}: ${suite.leftOut ?? `${suite.passed} passed, ${suite.failed} failed`}`,
    );
    for (const test of suite.unsteady ?? []) console.log(`  ⚠ at the second attempt only: ${test}`);
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** The path for the report of a suite, where none is left of an earlier run. */
export function freshReport(name: string): string {
  mkdirSync(results, { recursive: true });
  const report = path.join(results, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  rmSync(report, { force: true });
  return report;
}

/** What a runner wrote for machines, or why it cannot be read. */
export function readReport<T>(file: string, schema: z.ZodType<T>): { readonly data?: T; readonly error?: string } {
  if (!existsSync(file)) return { error: 'there is none' };
  try {
    return { data: schema.parse(JSON.parse(readFileSync(file, 'utf8'))) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The result of a suite that did not come to a result. Counts as one test. */
export function broken(name: string, why: string): SuiteResult {
  console.error(`${name}: ${why}`);
  return { name, passed: 0, failed: 1 };
}

/** Says when a suite begins and how it ended. What throws has failed. */
export async function timed(name: string, run: () => Promise<SuiteResult>): Promise<SuiteResult> {
  console.log(`▸ ${name} …`);
  const began = performance.now();
  const result = await run().catch((error: unknown) => broken(name, error instanceof Error ? error.message : String(error)));
  console.log(`${result.failed > 0 ? '✘' : '✔'} ${name} (${((performance.now() - began) / 1_000).toFixed(1)} s)`);
  return result;
}
