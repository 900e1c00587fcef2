import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rule } from '#rules/rule.ts';
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
    { path: 'docs/rules/README.md', content: index },
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

async function index(root: string): Promise<string> {
  const { RULES } = await import('#rules/rules.generated.ts');
  const folders = [...new Set(RULES.map((it) => folderOf(it.id)))].sort(
    (a, b) => SECTIONS.findIndex(([id]) => id === a) - SECTIONS.findIndex(([id]) => id === b),
  );
  const lines = [
    NOTE,
    '',
    '# Rules',
    '',
    `${RULES.length} rules. A severity is the default one and can be set in [\`tiebeam.json\`](../configuration.md); some findings of a rule are milder, as its page says.`,
  ];
  for (const folder of folders) {
    const title = SECTIONS.find(([id]) => id === folder)?.[1] ?? folder;
    lines.push('', `## ${title}`, '', '| Rule | What it reports | Severity | TypeScript | Python | Go | Other | Fix |');
    lines.push('|---|---|---|---|---|---|---|---|');
    lines.push(...RULES.filter((it) => folderOf(it.id) === folder).map((rule) => row(root, rule)));
  }
  return `${lines.join('\n')}\n`;
}

function row(root: string, { id, severity, languages, fix }: Rule): string {
  const has = (language: string): string => (languages.some((it) => it === language) ? '✓' : '');
  const other = languages.filter((it) => !['typescript', 'javascript', 'python', 'go'].includes(it)).join(', ');
  const title = parseRulePage(pageText(root, id)).title;
  return `| [\`${id}\`](${id}.md) | ${title} | ${severity} | ${has('typescript')} | ${has('python')} | ${has('go')} | ${other} | ${fix === 'none' ? '' : fix} |`;
}

function folderOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

/** The folders of the rules in the order of the manual. */
const SECTIONS: readonly (readonly [folder: string, title: string])[] = [
  ['structure', 'Structure and layers'],
  ['config', 'Configuration'],
  ['env', 'Environment of the front end'],
  ['errors', 'Errors'],
  ['boundary', 'Errors that reach a person'],
  ['db', 'Database'],
  ['schema', 'Schema and migrations'],
  ['api', 'API'],
  ['client', 'API client'],
  ['contract', 'Front end and back end together'],
  ['auth', 'Authentication and middleware'],
  ['logging', 'Logging'],
  ['cache', 'Cache'],
  ['prod', 'Production'],
  ['meta', 'Suppressions'],
];

function pageText(root: string, id: string): string {
  return readFileSync(join(root, 'server/src/rules', `${id}.md`), 'utf8');
}
