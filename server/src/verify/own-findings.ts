import { LineIndex } from '#base/span.ts';
import { Analysis } from '#host/analysis.ts';
import type { OwnFinding } from './session.ts';

/** What Tiebeam's own rules say about a project, in the form that the probe wants. */
export async function ownFindings(root: string): Promise<readonly OwnFinding[]> {
  const crashes: string[] = [];
  const analysis = new Analysis(root, { isTrusted: () => true, onCrash: (rule) => crashes.push(rule) });
  await analysis.scan();
  const findings = [...(analysis.project.check()?.findings.values() ?? [])].flat();
  if (crashes.length > 0) throw new Error(`rules failed: ${crashes.join(', ')}`);
  return findings.map(({ rule, message, path, span, severity }) => {
    const line = new LineIndex(analysis.textOf(path) ?? '').positionAt(span.start).line + 1;
    return { rule, message, path, line, severity };
  });
}
