import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRulePage, withoutMarks } from '#rules/rule-page.ts';
import type { Generator } from './generators.ts';
import { ruleIds } from './registries.ts';

const NOTE = '<!-- Written by scripts/generate.ts from the page beside the rule. -->';

/** One page of the manual for each rule, and an index of them. */
export function ruleDocs(): Generator[] {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const ids = ruleIds(root);
  return [
    ...ids.map((id): Generator => ({ path: `docs/rules/${id}.md`, content: (at) => rulePage(at, id) })),
    { path: 'docs/rules/README.md', content: (at) => index(at, ids) },
  ];
}

async function rulePage(root: string, id: string): Promise<string> {
  const { RULES } = await import('#rules/rules.generated.ts');
  const rule = RULES.find((it) => it.id === id);
  const [title = '', ...rest] = withoutMarks(pageText(root, id)).split('\n');
  const facts = [
    '| Id | Severity | Languages | Fix |',
    '|---|---|---|---|',
    `| \`${id}\` | ${rule?.severity} | ${rule?.languages.join(', ')} | ${rule?.fix === 'none' ? 'none yet' : rule?.fix} |`,
  ];
  return [NOTE, '', title, '', ...facts, ...rest].join('\n');
}

async function index(root: string, ids: readonly string[]): Promise<string> {
  const { RULES } = await import('#rules/rules.generated.ts');
  const rows = ids.map((id) => {
    const rule = RULES.find((it) => it.id === id);
    return `| [\`${id}\`](${id}.md) | ${parseRulePage(pageText(root, id)).title} | ${rule?.severity} | ${rule?.languages.join(', ')} |`;
  });
  return `${[NOTE, '', '# Rules', '', '| Id | What it reports | Severity | Languages |', '|---|---|---|---|', ...rows].join('\n')}\n`;
}

function pageText(root: string, id: string): string {
  return readFileSync(join(root, 'server/src/rules', `${id}.md`), 'utf8');
}
