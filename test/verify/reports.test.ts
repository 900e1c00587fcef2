import { expect, test } from 'vitest';
import { isGreen, type ProbeOutcome, type ProbeReport, type VerifyReport } from '#verify/report.ts';
import { jsonReport } from '#verify/report-json.ts';
import { junitReport } from '#verify/report-junit.ts';
import { duration, textReport } from '#verify/report-text.ts';

const failed: ProbeOutcome = {
  kind: 'failed',
  failures: [
    {
      expected: 'a create with "a < b" answers 422',
      actual: 'it answered 500',
      request: 'POST /api/products → 500 {"title":"<b>\u0000&"}',
      place: { path: 'backend/src/app.ts', line: 12 },
      log: 'first ]]> line\nsecond \ud800 line',
    },
  ],
};

const report: VerifyReport = {
  project: 'shop & sons',
  ms: 64_321.4,
  artefacts: ['/pictures/list.png'],
  probes: [
    probe('build', { kind: 'passed', checks: 8 }, 60_000),
    probe('validation', failed, 812.4),
    probe('realtime', { kind: 'not-applicable', reason: 'there is no "channel"' }),
    probe('shutdown', { kind: 'cancelled', reason: 'the time was up' }),
  ],
};

function probe(id: ProbeReport['id'], outcome: ProbeOutcome, ms = 0): ProbeReport {
  return { id, title: `The title of ${id}`, outcome, ms };
}

test('text', () => {
  expect(textReport(report)).toMatchInlineSnapshot(`
    "✓ build          The title of build  60.0 s
    ✗ validation     The title of validation  812 ms
        expected  a create with "a < b" answers 422
        but       it answered 500
        request   POST /api/products → 500 {"title":"<b>�&"}
        look at   backend/src/app.ts:12
        log
          │ first ]]> line
          │ second � line

    – realtime       not applicable: there is no "channel"
    ! shutdown       not run: the time was up

    Kept to look at:
      /pictures/list.png

    1 passed, 1 failed, 1 not run, 1 not applicable in 64.3 s
    "
  `);
});

test('JSON', () => {
  expect(JSON.parse(jsonReport(report))).toMatchObject({
    project: 'shop & sons',
    green: false,
    ms: 64_321,
    artefacts: ['/pictures/list.png'],
    probes: [
      { id: 'build', outcome: 'passed', checks: 8, ms: 60_000 },
      { id: 'validation', outcome: 'failed', failures: [{ actual: 'it answered 500', place: { line: 12 } }], ms: 812 },
      { id: 'realtime', outcome: 'not-applicable', reason: 'there is no "channel"' },
      { id: 'shutdown', outcome: 'cancelled', reason: 'the time was up' },
    ],
  });
});

test('JUnit escapes what XML reserves and replaces what it forbids', () => {
  expect(junitReport(report)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="tiebeam verify" tests="4" failures="1" errors="1" time="64.321">
      <testsuite name="shop &amp; sons" tests="4" failures="1" errors="1" skipped="1" time="64.321">
        <testcase classname="tiebeam.verify.build" name="The title of build" time="60.000"/>
        <testcase classname="tiebeam.verify.validation" name="The title of validation" time="0.812">
          <failure message="a create with &quot;a &lt; b&quot; answers 422, but it answered 500">expected a create with "a &lt; b" answers 422
    but it answered 500
    POST /api/products → 500 {"title":"&lt;b&gt;�&amp;"}
    look at backend/src/app.ts:12
    first ]]&gt; line
    second � line</failure>
        </testcase>
        <testcase classname="tiebeam.verify.realtime" name="The title of realtime" time="0.000">
          <skipped message="there is no &quot;channel&quot;"/>
        </testcase>
        <testcase classname="tiebeam.verify.shutdown" name="The title of shutdown" time="0.000">
          <error message="not run: the time was up"/>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test.each<[boolean, readonly ProbeOutcome[]]>([
  [
    true,
    [
      { kind: 'passed', checks: 1 },
      { kind: 'not-applicable', reason: 'no' },
    ],
  ],
  [false, [{ kind: 'passed', checks: 1 }, failed]],
  [false, [{ kind: 'blocked', reason: 'the build failed' }]],
  [false, [{ kind: 'cancelled', reason: 'by the user' }]],
])('green is %s for %j', (expected, outcomes) => {
  expect(isGreen({ ...report, probes: outcomes.map((it) => probe('cors', it)) })).toBe(expected);
});

test.each([
  [0.4, '0 ms'],
  [999, '999 ms'],
  [4210, '4.2 s'],
  [125_000, '2 min 5 s'],
])('%d ms are told as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});
