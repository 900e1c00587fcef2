import { assertNever } from '#base/assert-never.ts';
import type { Failure, Place, ProbeReport, VerifyReport } from './report.ts';

/** Colours for a terminal, or functions that give their text back. */
export interface Palette {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

export const plain: Palette = { good: same, bad: same, dim: same, strong: same };

/** The report for people: one line a probe, below it what was expected, what came and where to look. */
export function textReport(report: VerifyReport, palette: Palette = plain): string {
  const how = report.how === undefined ? [] : [...report.how.map((it) => palette.dim(it)), ''];
  const lines = report.probes.flatMap((probe) => probeLines(probe, palette));
  const kept = report.artefacts.length === 0 ? [] : ['', 'Kept to look at:', ...report.artefacts.map((it) => `  ${it}`)];
  return `${[...how, ...lines, ...kept, '', summary(report, palette)].join('\n')}\n`;
}

/** One line about a probe, such as `✓ crud         Create, read, …  812 ms`. */
export function probeLine({ id, title, outcome, ms }: ProbeReport, palette: Palette = plain): string {
  const time = palette.dim(duration(ms));
  const name = palette.strong(id.padEnd(14));
  switch (outcome.kind) {
    case 'passed':
      return `${palette.good('✓')} ${name} ${title}  ${time}`;
    case 'failed':
      return `${palette.bad('✗')} ${name} ${title}  ${time}`;
    case 'not-applicable':
      return `${palette.dim('–')} ${name} ${palette.dim(`not applicable: ${outcome.reason}`)}`;
    case 'blocked':
    case 'cancelled':
      return `${palette.bad('!')} ${name} not run: ${outcome.reason}`;
    default:
      return assertNever(outcome);
  }
}

/** `src/app.ts:12`, or the path alone. */
export function placeText({ path, line }: Place): string {
  return line === undefined ? path : `${path}:${line}`;
}

/** `812 ms`, `4.2 s` or `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 100_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function probeLines(probe: ProbeReport, palette: Palette): readonly string[] {
  const { outcome } = probe;
  const line = probeLine(probe, palette);
  return outcome.kind === 'failed' ? [line, ...outcome.failures.flatMap((it) => failureLines(it, palette))] : [line];
}

function failureLines({ expected, actual, request, place, log }: Failure, palette: Palette): readonly string[] {
  return [
    `    expected  ${printable(expected)}`,
    `    but       ${palette.bad(printable(actual))}`,
    ...(request === undefined ? [] : [`    request   ${printable(request)}`]),
    ...(place === undefined ? [] : [`    look at   ${palette.strong(placeText(place))}`]),
    ...(log === undefined
      ? []
      : [
          '    log',
          ...printable(log)
            .split('\n')
            .map((line) => palette.dim(`      │ ${line}`)),
        ]),
    '',
  ];
}

function summary(report: VerifyReport, palette: Palette): string {
  const count = (...kinds: readonly string[]): number => report.probes.filter((it) => kinds.includes(it.outcome.kind)).length;
  const parts = [
    [count('passed'), 'passed', palette.good],
    [count('failed'), 'failed', palette.bad],
    [count('blocked', 'cancelled'), 'not run', palette.bad],
    [count('not-applicable'), 'not applicable', palette.dim],
  ] as const;
  const told = parts
    .filter(([number], index) => number > 0 || index === 0)
    .map(([number, word, paint]) => paint(`${number} ${word}`));
  return `${told.join(', ')} in ${duration(report.ms)}`;
}

/** What a project prints is no order to the terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '\u{FFFD}');
}

function same(text: string): string {
  return text;
}
