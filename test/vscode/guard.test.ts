// A green run must mean that the suite ran to its end. Each of these suites ends in its own way; only one may count as passed.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { countMocha } from '../../scripts/suites.ts';

describe('a run of suites in VS Code', () => {
  test.for([
    { suite: 'passes', passed: 1, failed: 0 },
    { suite: 'fails', passed: 1, failed: 1 },
    { suite: 'exits', passed: 0, failed: 1 },
    { suite: 'is-killed', passed: 0, failed: 1 },
    { suite: 'is-skipped', passed: 0, failed: 1 },
    { suite: 'is-empty', passed: 0, failed: 1 },
  ])('that $suite: $passed passed, $failed failed', { timeout: 90_000 }, async ({ suite, passed, failed }) => {
    const folder = fileURLToPath(new URL(`guard-suites/${suite}`, import.meta.url));
    const result = await countMocha({ name: `guard ${suite}`, program: 'test/vscode/run.ts', args: [folder], stdio: 'pipe' });
    expect(result).toMatchObject({ passed, failed });
  });
});
