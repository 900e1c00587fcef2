import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Choices } from '#decisions/decisions.ts';
import { probeIds } from '#verify/report.ts';
import { textReport } from '#verify/report-text.ts';
import { backEndMutants, otherMutants } from './mutants.ts';
import { type ReferenceProject, referenceProject, verifyReference } from './reference-project.ts';
import { failureLines, kindsOf } from './report-lines.ts';

let project: ReferenceProject;
beforeAll(async () => {
  project = await referenceProject();
});
afterAll(() => project.remove());

test.for<Choices>([
  {},
  { auth: 'session' },
  { auth: 'session', realtime: 'polling' },
  { auth: 'session', realtime: 'websocket' },
  { realtime: 'polling' },
  { realtime: 'websocket' },
  { api: 'trpc' },
  { api: 'trpc', auth: 'session', realtime: 'websocket' },
])('a project that keeps every promise is green: %j', { timeout: 60_000 }, async (decisions) => {
  const backEndProbes = probeIds.filter((id) => id !== 'front-end');
  const report = await verifyReference(project, { only: backEndProbes, decisions });
  expect(kindsOf(report), textReport(report)).toEqual(Object.fromEntries(backEndProbes.map((id) => [id, 'passed'])));
});

test('a project on a server that keeps every promise about it is green', { timeout: 60_000 }, async () => {
  const report = await verifyReference(project, { only: ['health', 'fail-fast'], decisions: { database: 'postgresql' } });
  expect(kindsOf(report), textReport(report)).toEqual({ health: 'passed', 'fail-fast': 'passed' });
});

describe.concurrent('a broken promise of the back end turns its probe red', { timeout: 60_000 }, () => {
  test.for([...backEndMutants, ...otherMutants])(
    '$probe sees $breaks $decisions',
    async ({ breaks, probe, says, decisions }, { expect }) => {
      const report = await verifyReference(project, { breaks, decisions, only: [probe] });
      expect(kindsOf(report)).toEqual({ [probe]: 'failed' });
      expect(failureLines(report)).toMatch(says);
    },
  );
});
