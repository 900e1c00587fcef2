import type { FixOffer } from '#fixes/edit.ts';
import type { Analysis } from '#host/analysis.ts';
import type { Finding } from '#rules/finding.ts';
import type { CheckReport } from './check.ts';

/** Findings as an array of plain objects; lines and columns are 1-based. A fix is listed where its edits can be computed. */
export function reportJson({ findings, analysis }: CheckReport): string {
  const rows = findings.map(({ finding, start, end }) => ({
    ruleId: finding.rule,
    messageId: finding.messageId,
    severity: finding.severity,
    message: finding.message,
    path: finding.path,
    line: start.line,
    column: start.character,
    endLine: end.line,
    endColumn: end.character,
    fingerprint: finding.fingerprint,
    fixes: finding.fixes.length === 0 ? [] : fixesOf(analysis, finding),
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}

function fixesOf({ project }: Analysis, { path, fingerprint }: Finding): FixOffer[] {
  return project.fixes(path, fingerprint).map(({ id, kind, title }) => ({ id, kind, title }));
}
