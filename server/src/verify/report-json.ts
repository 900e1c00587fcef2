import { isGreen, type VerifyReport } from './report.ts';

/** The report as JSON with two spaces; durations in whole milliseconds. */
export function jsonReport(report: VerifyReport): string {
  const probes = report.probes.map(({ id, title, outcome, ms }) => {
    const { kind, ...rest } = outcome;
    return { id, title, outcome: kind, ms: Math.round(ms), ...rest };
  });
  const { project, artefacts, how } = report;
  return `${JSON.stringify({ project, green: isGreen(report), ms: Math.round(report.ms), ...(how && { how }), probes, artefacts }, undefined, 2)}\n`;
}
