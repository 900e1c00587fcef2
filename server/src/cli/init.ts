import { isCode } from '#concepts/lifted-file.ts';
import { severityOf } from '#engine/rule-settings.ts';
import type { Analysis } from '#host/analysis.ts';
import { isFileError } from '#host/file-error.ts';
import { type Initialised, initialise, layersText } from '#host/initial-configuration.ts';
import { CONFIGURATION_FILE } from '#host/load-configuration.ts';
import type { Finding } from '#rules/finding.ts';
import { RULE_PAGES } from '#rules/pages.generated.ts';
import type { Rule } from '#rules/rule.ts';
import { parseRulePage } from '#rules/rule-page.ts';
import { RULES } from '#rules/rules.generated.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { ExitCode, UsageError } from './exit-code.ts';
import { analyse } from './open-analysis.ts';

/** `tiebeam init`: writes a configuration that is green today, and says what it will forbid tomorrow. */
export async function init(options: { readonly root: string; readonly dryRun?: boolean }): Promise<ExitCode> {
  const { analysis } = await analyse(options.root);
  const { file } = analysis.configuration ?? {};
  if (file !== undefined) throw new UsageError(`${file} is there already; it is left as it is`);
  const { workspace } = analysis.project;
  if (!workspace) throw new Error('the check left no workspace');
  const { text, units, keptApart, toMend } = await initialised(analysis, options.dryRun === true);
  process.stdout.write(
    [
      options.dryRun ? `${CONFIGURATION_FILE} would be:\n\n${text}` : `${written(keptApart.length > 0)}\n`,
      'What is here\n',
      ...(units.length === 0 ? ['  no code in TypeScript, JavaScript, Python or Go yet\n'] : []),
      ...units.map((it) => `  ${it.folder.padEnd(20)} ${it.kind.padEnd(10)} ${layersText(it)}\n`),
      ...list(
        `\nKept apart: ${keptApart.length} finding${keptApart.length === 1 ? ' that is' : 's that are'} there today`,
        byRule(keptApart),
      ),
      ...list('\nNever kept apart, mend them first', byRule(toMend)),
      ...list('\nFrom now on these are findings', forbidden(workspace)),
    ].join(''),
  );
  return ExitCode.clean;
}

async function initialised(analysis: Analysis, isDryRun: boolean): Promise<Initialised> {
  try {
    return await initialise(analysis, isDryRun);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new UsageError(`${error.path ?? CONFIGURATION_FILE} cannot be written: ${error.code}`);
  }
}

function written(hasBaseline: boolean): string {
  return hasBaseline
    ? 'tiebeam.json and .tiebeam/baseline.json are written; commit both.\n'
    : 'tiebeam.json is written; commit it.\n';
}

function list(title: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [`${title}\n`, ...rows.map((it) => `  ${it}\n`)];
}

function byRule(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([rule, count]) => `${String(count).padStart(4)}  ${rule.padEnd(38)} ${titleOf(rule)}`);
}

/** The rules that look at a language that is here, worst first. */
function forbidden(workspace: Workspace): string[] {
  const kinds = new Set<string>();
  for (const file of workspace.files.values()) {
    kinds.add(isCode(file) ? file.facts.language : file.facts.kind);
    if (isCode(file) && file.facts.container === 'vue') kinds.add('vue');
  }
  const order = ['error', 'warning', 'info', 'hint'];
  return RULES.filter((rule) => rule.section > 0 && rule.languages.some((it) => kinds.has(it) || it === 'env'))
    .map((rule) => ({ rule, severity: severityHere(rule, workspace) }))
    .filter((it) => it.severity !== 'off')
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || (a.rule.id < b.rule.id ? -1 : 1))
    .map(({ rule, severity }) => `${severity.padEnd(8)} ${rule.id.padEnd(38)} ${titleOf(rule.id)}`);
}

function severityHere(rule: Rule, workspace: Workspace): string {
  return severityOf(rule, { messageId: '', data: {}, path: '', at: { kind: 'file' } }, workspace.configuration);
}

function titleOf(rule: string): string {
  return parseRulePage(RULE_PAGES[rule] ?? '').title;
}
