import { assertNever } from '#base/assert-never.ts';
import type { Failure, ProbeOutcome, ProbeReport, VerifyReport } from './report.ts';
import { placeText } from './report-text.ts';

/**
 * The report as JUnit XML in the form that build servers read (the Jenkins xUnit schema, junit-10.xsd): one test case a probe, times in
 * seconds. What was not run because of another failure is an error, what does not concern the project is skipped.
 */
export function junitReport(report: VerifyReport): string {
  const count = (...kinds: readonly string[]): number => report.probes.filter((it) => kinds.includes(it.outcome.kind)).length;
  const numbers = `tests="${report.probes.length}" failures="${count('failed')}" errors="${count('blocked', 'cancelled')}"`;
  const time = `time="${seconds(report.ms)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tiebeam verify" ${numbers} ${time}>`,
    `  <testsuite name="${attribute(report.project)}" ${numbers} skipped="${count('not-applicable')}" ${time}>`,
    ...report.probes.flatMap(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({ id, title, outcome, ms }: ProbeReport): readonly string[] {
  const open = `    <testcase classname="tiebeam.verify.${id}" name="${attribute(title)}" time="${seconds(ms)}"`;
  const inside = outcomeElement(outcome);
  return inside === undefined ? [`${open}/>`] : [`${open}>`, `      ${inside}`, '    </testcase>'];
}

function outcomeElement(outcome: ProbeOutcome): string | undefined {
  switch (outcome.kind) {
    case 'passed':
      return undefined;
    case 'failed': {
      const [first] = outcome.failures;
      const message = first === undefined ? '' : `${first.expected}, but ${first.actual}`;
      return `<failure message="${attribute(message)}">${content(outcome.failures.map(failureText).join('\n\n'))}</failure>`;
    }
    case 'not-applicable':
      return `<skipped message="${attribute(outcome.reason)}"/>`;
    case 'blocked':
    case 'cancelled':
      return `<error message="${attribute(`not run: ${outcome.reason}`)}"/>`;
    default:
      return assertNever(outcome);
  }
}

function failureText({ expected, actual, request, place, log }: Failure): string {
  return [
    `expected ${expected}`,
    `but ${actual}`,
    ...(request === undefined ? [] : [request]),
    ...(place === undefined ? [] : [`look at ${placeText(place)}`]),
    ...(log === undefined ? [] : [log]),
  ].join('\n');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function content(text: string): string {
  return allowed(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What XML 1.0 (section 2.2) does not allow at all, not even escaped, becomes the replacement character. */
function allowed(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
}
