import type { CheckReport } from './check.ts';

/** Workflow commands that GitHub shows as annotations on the lines of a pull request. */
export function reportGithub({ findings }: CheckReport): string {
  return findings
    .map(({ finding, start, end }) => {
      const level = finding.severity === 'error' ? 'error' : finding.severity === 'warning' ? 'warning' : 'notice';
      const properties = `file=${property(finding.path)},line=${start.line},endLine=${end.line},col=${start.character},title=${property(finding.rule)}`;
      return `::${level} ${properties}::${data(finding.message)}\n`;
    })
    .join('');
}

// Escapes as actions/toolkit does, packages/core/src/command.ts.
function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
