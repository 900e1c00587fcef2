import { countedConcepts, frameworkTitle } from '#concepts/plain-names.ts';
import { FILE_KIND_NAMES, LAYER_NAMES, ROLE_NAMES, UNIT_NAMES } from '#workspace/plain-names.ts';
import type { ExplainedRule, ExplainedSuppression, Explanation } from './explain.ts';

/** An explanation as Markdown, for a preview and for a terminal. */
export function explanationMarkdown(it: Explanation): string {
  const layer = it.layer
    ? `**${LAYER_NAMES[it.layer.layer]}** — ${it.layer.evidence} (${it.layer.score >= 80 ? 'certain' : it.layer.score >= 70 ? 'by its name' : 'by its folder'})`
    : 'none that the code speaks for';
  const lines = [
    `# ${it.path}`,
    '',
    `- Kind: ${FILE_KIND_NAMES[it.kind]}${it.parseErrors > 0 ? `, with ${it.parseErrors} place${it.parseErrors > 1 ? 's' : ''} that cannot be parsed` : ''}`,
    `- Role: ${it.role === undefined ? 'application code' : `**${ROLE_NAMES[it.role.role]}** — ${it.role.evidence}; most rules leave it alone`}`,
    `- Layer: ${layer}`,
    `- Runs: ${it.runtime === 'unknown' ? 'it cannot be told where' : `on the ${it.runtime === 'browser' ? 'browser side' : 'server side'}`}`,
    `- Unit: ${it.unit.folder === '' ? 'the root' : it.unit.folder} (${UNIT_NAMES[it.unit.kind]})`,
  ];
  if (it.imports.length > 0)
    lines.push('', '## Imports', '', ...new Set(it.imports.map(({ module, leadsTo }) => `- \`${module}\` → ${leadsTo}`)));
  if (it.concepts.length > 0)
    lines.push(
      '',
      '## What is understood',
      '',
      ...it.concepts.map(({ kind, framework, count }) => `- ${countedConcepts(kind, count)} (${frameworkTitle(framework)})`),
    );
  if (it.suppressions.length > 0) lines.push('', '## Suppressions', '', ...it.suppressions.map(suppressionLine));
  lines.push('', '## Rules that look at it', '', ...it.rules.map(ruleLine));
  return `${lines.join('\n')}\n`;
}

function ruleLine({ id, severity, findings, heldBack }: ExplainedRule): string {
  const counts = [
    findings === 0 ? '' : `${findings} finding${findings === 1 ? '' : 's'}`,
    heldBack === 0 ? '' : `${heldBack} held back by the baseline`,
  ].filter((it) => it !== '');
  return `- ${id}: ${severity}${counts.length === 0 ? '' : ` — **${counts.join(', ')}**`}`;
}

function suppressionLine({ line, names, reason, state }: ExplainedSuppression): string {
  const what = names.length === 0 ? 'everything' : names.join(', ');
  const why = reason === undefined ? '' : ` — ${reason}`;
  return `- line ${line}: ${what}${state === undefined ? ' (of another linter)' : `, ${state}`}${why}`;
}
