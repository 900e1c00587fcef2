import pico from 'picocolors';
import type { Severity } from '#rules/finding.ts';
import type { CheckReport } from './check.ts';

/** Findings by file, then one line that sums up. */
export function reportText({ findings, files, heldBack, ms }: CheckReport, hasColour: boolean): string {
  const colours = pico.createColors(hasColour);
  const paint: Record<Severity, (text: string) => string> = {
    error: colours.red,
    warning: colours.yellow,
    info: colours.blue,
    hint: colours.gray,
  };
  const lines: string[] = [];
  let path: string | undefined;
  for (const { finding, start } of findings) {
    if (finding.path !== path) {
      path = finding.path;
      lines.push('', colours.underline(path));
    }
    const place = `${start.line}:${start.character}`.padStart(9);
    lines.push(
      `${colours.dim(place)}  ${paint[finding.severity](finding.severity.padEnd(7))}  ${finding.message}  ${colours.dim(finding.rule)}`,
    );
  }
  const count = (severity: Severity): number => findings.filter((it) => it.finding.severity === severity).length;
  const parts = (['error', 'warning', 'info'] as const).map((it) => counted(count(it), it === 'info' ? 'note' : it));
  const summary = findings.length === 0 ? colours.green('No findings') : parts.filter((it) => !it.startsWith('0 ')).join(', ');
  const held = heldBack === 0 ? '' : `, ${heldBack} held back by the baseline`;
  lines.push('', `${summary} in ${counted(files, 'file')}${held}, ${(ms / 1000).toFixed(1)} s`, '');
  return lines.join('\n').replace(/^\n/, '');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
