// What the server has to say at length is shown as a Markdown preview, at an address of its own.
import * as vscode from 'vscode';
import {
  EXPLAIN_FILE,
  type ExplainFileParams,
  type ExplainFileResult,
  RULE_PAGE,
  type RulePageParams,
  type RulePageResult,
} from '#protocol/rules.ts';
import type { TiebeamClient } from './language-client.ts';
import { filePage, PAGE_SCHEME, reportPage, rulePage } from './page-address.ts';

/** Texts that were made once, such as the result of a verification, by the number in their address. */
const reports: string[] = [];

/** Serves the pages for as long as the extension runs. */
export function registerPages(client: TiebeamClient): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(PAGE_SCHEME, {
    provideTextDocumentContent: (uri) => pageText(client, uri),
  });
}

/** Opens the page of a rule, such as `config/env-read-outside-config`. */
export function showRulePage(rule: string): Thenable<unknown> {
  return show(rulePage(rule));
}

/** Opens what the engine knows about a file. */
export function showFilePage(file: vscode.Uri): Thenable<unknown> {
  return show(filePage(file));
}

/** Opens a text that will not be made again. `title` names its tab. */
export function showReport(title: string, markdown: string): Thenable<unknown> {
  return show(reportPage(title, reports.push(markdown) - 1));
}

function show(uri: vscode.Uri): Thenable<unknown> {
  return vscode.commands.executeCommand('markdown.showPreview', uri);
}

async function pageText(client: TiebeamClient, uri: vscode.Uri): Promise<string> {
  const [, kind = '', name = ''] = /^\/([a-z]+)\/(.*)\.md$/.exec(uri.path) ?? [];
  switch (kind) {
    case 'rule': {
      const params: RulePageParams = { rule: name };
      const page = await client.request<RulePageResult>(RULE_PAGE, params);
      return page?.markdown ?? vscode.l10n.t('There is no rule `{0}`.', name);
    }
    case 'file': {
      const params: ExplainFileParams = { uri: uri.query };
      return (await client.request<ExplainFileResult>(EXPLAIN_FILE, params)).markdown;
    }
    default:
      return (
        reports[Number(uri.query)] ?? vscode.l10n.t('This report was made before the window was reloaded. Run the command again.')
      );
  }
}
