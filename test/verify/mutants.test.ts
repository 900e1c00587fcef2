import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeIds } from '#verify/report.ts';
import { textReport } from '#verify/report-text.ts';
import { backEndMutants } from './mutants.ts';
import { type ReferenceProject, referenceProject, verifyReference } from './reference-project.ts';
import { failureLines, kindsOf } from './report-lines.ts';

let project: ReferenceProject;
beforeAll(async () => {
  project = await referenceProject();
});
afterAll(() => project.remove());

test('a project that keeps every promise is green', { timeout: 60_000 }, async () => {
  const backEndProbes = probeIds.filter((id) => id !== 'front-end');
  const report = await verifyReference(project, { only: backEndProbes });
  expect(kindsOf(report), textReport(report)).toEqual(Object.fromEntries(backEndProbes.map((id) => [id, 'passed'])));
});

describe.concurrent('a broken promise of the back end turns its probe red', { timeout: 60_000 }, () => {
  test.for(backEndMutants)('$probe sees $breaks', async ({ breaks, probe, says }, { expect }) => {
    const report = await verifyReference(project, { breaks, only: [probe] });
    expect(kindsOf(report)).toEqual({ [probe]: 'failed' });
    expect(failureLines(report)).toMatch(says);
  });
});
