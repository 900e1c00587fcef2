import type { CheckReport } from './check.ts';

/** Findings as an array of plain objects; lines and columns are 1-based. */
export function reportJson({ findings }: CheckReport): string {
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
    fixes: finding.fixes,
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}
