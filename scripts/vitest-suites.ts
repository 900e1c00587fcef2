// Suites of Vitest: once, or with a second attempt for what depends on a whole editor keeping up with a keyboard.
import path from 'node:path';
import { z } from 'zod';
import { runProgram } from './run-program.ts';
import { broken, freshReport, readReport, root, type SuiteResult, timed } from './suites.ts';

const VitestReport = z.object({
  numTotalTests: z.number(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

interface Attempt {
  readonly result: SuiteResult;
  /** By path from the root. */
  readonly files: ReadonlyMap<string, FileOutcome>;
}

interface FileOutcome {
  readonly hasFailed: boolean;
  readonly passed: number;
  /** Full names; empty where the file failed outside its tests. */
  readonly failedTests: readonly string[];
}

/** Runs Vitest with its own output on the terminal. `args` as on its command line, without `run`. */
export function runVitest(name: string, args: readonly string[]): Promise<SuiteResult> {
  return timed(name, async () => (await attempt(name, args)).result);
}

/**
 * As `runVitest`, and runs the files that failed once more, from their beginning: VS Code drops a key or a click while it lays itself out, which
 * no test can see beforehand. What passes then only is named in the result; what fails twice has failed.
 */
export function runVitestTwice(name: string, options: readonly string[], folder: string): Promise<SuiteResult> {
  return timed(name, async () => {
    const first = await attempt(name, [...options, folder]);
    const failed = [...first.files].filter(([, it]) => it.hasFailed);
    if (first.result.failed === 0 || failed.length === 0) return first.result;
    console.log(`▸ ${name}: second attempt of ${failed.map(([file]) => file).join(', ')} …`);
    const second = await attempt(`${name}, second attempt`, [...options, ...failed.map(([file]) => file)]);
    const steady = [...first.files.values()].reduce((sum, it) => sum + (it.hasFailed ? 0 : it.passed), 0);
    return {
      name,
      passed: steady + second.result.passed,
      failed: second.result.failed,
      unsteady: failed.flatMap(([file, it]) => unsteadyTests(file, it, second.files.get(file))),
    };
  });
}

function unsteadyTests(file: string, first: FileOutcome, second: FileOutcome | undefined): readonly string[] {
  const tests = first.failedTests.filter((it) => second?.failedTests.includes(it) === false);
  return first.failedTests.length > 0 ? tests.map((it) => `${file}: ${it}`) : [file];
}

async function attempt(name: string, args: readonly string[]): Promise<Attempt> {
  const report = freshReport(name);
  const { code } = await runProgram(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { cwd: root, stdio: 'inherit' },
  );
  const { data, error } = readReport(report, VitestReport);
  const nothing = (why: string): Attempt => ({ result: broken(name, why), files: new Map() });
  if (data === undefined) return nothing(`it left no report that can be read: ${error}`);
  if (data.numTotalTests === 0) return nothing('it ran no test');
  const files = outcomes(data);
  const hasFailed = data.numFailedTestSuites > 0 || !data.success || code !== 0;
  // A file that fails before its tests leaves them out; without that, somebody has switched tests off.
  if (data.numPendingTests > 0 && ![...files.values()].some((it) => it.hasFailed))
    return nothing(`${data.numPendingTests} tests were skipped`);
  return { result: { name, passed: data.numPassedTests, failed: Math.max(data.numFailedTests, hasFailed ? 1 : 0) }, files };
}

function outcomes({ testResults }: z.infer<typeof VitestReport>): ReadonlyMap<string, FileOutcome> {
  return new Map(
    testResults.map(({ name, status, assertionResults }) => {
      const failedTests = assertionResults.filter((it) => it.status === 'failed').map((it) => it.fullName);
      const passed = assertionResults.filter((it) => it.status === 'passed').length;
      return [path.relative(root, name), { hasFailed: status !== 'passed' || failedTests.length > 0, passed, failedTests }];
    }),
  );
}
