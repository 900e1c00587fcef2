import type { Failure, ProbeReport, VerifyReport } from '#verify/report.ts';
import { duration, placeText } from '#verify/report-text.ts';

/** The report as Markdown, for the editor's preview: a table of all probes, then what is wrong with each. */
export function markdownReport({ project, how, probes, ms, artefacts }: VerifyReport): string {
  const lines = [
    `# Verification of ${project}`,
    '',
    ...(how === undefined ? [] : [...how.map((it) => `- ${it}`), '']),
    '| | Probe | Result | Time |',
    '|---|---|---|---:|',
    ...probes.map((it) => `| ${MARKS[it.outcome.kind]} | ${cell(it.title)} | ${cell(resultOf(it))} | ${duration(it.ms)} |`),
    '',
    `In all ${duration(ms)}.`,
    ...probes.flatMap((it) =>
      it.outcome.kind === 'failed' ? ['', `## ${it.title}`, ...it.outcome.failures.flatMap(failureLines)] : [],
    ),
    ...(artefacts.length === 0 ? [] : ['', '## Kept to look at', '', ...artefacts.map((it) => `- ${code(it)}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

const MARKS = { passed: '✓', failed: '✗', 'not-applicable': '–', blocked: '!', cancelled: '!' } as const;

function resultOf({ outcome }: ProbeReport): string {
  switch (outcome.kind) {
    case 'passed':
      return `passed, ${outcome.checks} check${outcome.checks === 1 ? '' : 's'}`;
    case 'failed':
      return `${outcome.failures.length} failure${outcome.failures.length === 1 ? '' : 's'}`;
    case 'not-applicable':
      return `does not apply: ${outcome.reason}`;
    case 'blocked':
    case 'cancelled':
      return `not run: ${outcome.reason}`;
  }
}

function failureLines({ expected, actual, request, place, log }: Failure): readonly string[] {
  return [
    '',
    `- Expected: ${plainText(expected)}`,
    `- But: ${plainText(actual)}`,
    ...(request === undefined ? [] : ['- Request:', '', fenced(request)]),
    ...(place === undefined ? [] : [`- Look at ${code(placeText(place))}`]),
    ...(log === undefined ? [] : ['- Log:', '', fenced(log)]),
  ];
}

/** What a project answers is shown, never rendered. */
function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|!]/g, '\\$&');
}

function cell(text: string): string {
  return plainText(text);
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** A fence that is longer than any in the text, inside of a list item. */
function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([it]) => it.length + 1)));
  return ['', `${fence}text`, ...text.split('\n'), fence].map((line) => `  ${line}`).join('\n');
}
