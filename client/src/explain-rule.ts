import * as vscode from 'vscode';
import { RULES, type RulesResult } from '#protocol/rules.ts';
import type { TiebeamClient } from './language-client.ts';

/** Lets the user pick a rule by its words; undefined when nothing was picked. */
export async function pickRule(client: TiebeamClient): Promise<string | undefined> {
  const items = client
    .request<RulesResult>(RULES)
    .then((rules) => rules.map(toItem).sort((a, b) => a.label.localeCompare(b.label)));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Explain Rule'),
    placeHolder: vscode.l10n.t('What the rule is about, such as “query in a loop”'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.label;
}

function toItem(rule: RulesResult[number]): vscode.QuickPickItem {
  const languages = rule.languages.map((it) => LANGUAGES[it] ?? it);
  return { label: rule.id, description: rule.severity, detail: `${rule.title} · ${languages.join(', ')}` };
}

/** Names of languages are the same in every language. */
const LANGUAGES: Readonly<Record<string, string>> = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  vue: 'Vue',
  python: 'Python',
  go: 'Go',
  sql: 'SQL',
  env: '.env',
};
