import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** Called by VS Code inside the extension host: runs the suites beside this file and writes their counts to TIEBEAM_TEST_REPORT. */
export function run(): Promise<void> {
  // Several tests wait for the first scan of a cold server.
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000 });
  // The bundle is CommonJS.
  for (const file of readdirSync(__dirname)) if (file.endsWith('.suite.cjs')) mocha.addFile(path.join(__dirname, file));
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const { passes = 0, pending = 0, tests = 0 } = runner.stats ?? {};
      report({ passed: passes, failed: failures, pending });
      if (failures > 0) reject(new Error(`${failures} of ${tests} tests failed`));
      else if (tests === 0) reject(new Error('there was no test'));
      else resolve();
    });
  });
}

function report(counts: { readonly passed: number; readonly failed: number; readonly pending: number }): void {
  const file = process.env.TIEBEAM_TEST_REPORT;
  if (file === undefined) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}
