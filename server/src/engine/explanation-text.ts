import type { Explanation } from './explain.ts';

/** An explanation as Markdown, for a preview and for a terminal. */
export function explanationMarkdown(it: Explanation): string {
  const layer = it.layer
    ? `**${it.layer.layer}** — ${it.layer.evidence} (${it.layer.score >= 80 ? 'certain' : it.layer.score >= 70 ? 'by its name' : 'by its folder'})`
    : 'none that the code speaks for';
  const lines = [
    `# ${it.path}`,
    '',
    `- Kind: ${it.kind}${it.parseErrors > 0 ? `, with ${it.parseErrors} place${it.parseErrors > 1 ? 's' : ''} that cannot be parsed` : ''}`,
    `- Role: ${it.role === undefined ? 'application code' : `${it.role}: most rules leave it alone`}`,
    `- Layer: ${layer}`,
    `- Runs: ${it.runtime === 'unknown' ? 'it cannot be told where' : `on the ${it.runtime === 'browser' ? 'browser side' : 'server side'}`}`,
    `- Unit: ${it.unit.folder === '' ? 'the root' : it.unit.folder} (${it.unit.kind})`,
  ];
  if (it.directives > 0) lines.push(`- Suppressions: ${it.directives}`);
  if (it.imports.length > 0)
    lines.push('', '## Imports', '', ...it.imports.map(({ module, leadsTo }) => `- \`${module}\` → ${leadsTo}`));
  if (it.concepts.length > 0)
    lines.push(
      '',
      '## What is understood',
      '',
      ...it.concepts.map(({ kind, framework, count }) => `- ${count} × ${kind} (${framework})`),
    );
  lines.push('', '## Rules that look at it', '', ...it.rules.map(({ id, severity }) => `- ${id}: ${severity}`));
  return `${lines.join('\n')}\n`;
}
