import * as vscode from 'vscode';
import { insertSectionSnippet, type SendRequest } from '../snippets/insert.ts';
import type { ItemNode } from './checklist-nodes.ts';

/** Opens the place where an item is missing, and there the snippets that bring it. */
export async function insertItem(context: vscode.ExtensionContext, sendRequest: SendRequest, { item }: ItemNode): Promise<void> {
  if (item.pattern === undefined) {
    await vscode.window.showInformationMessage(vscode.l10n.t('There is no snippet for “{0}” yet.', item.title));
    return;
  }
  const place = item.evidence.find((it) => CODE.test(it.path));
  if (place !== undefined) {
    const { start } = place.range;
    const at = new vscode.Position(start.line, start.character);
    await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), { selection: new vscode.Range(at, at), preview: true });
  }
  await insertSectionSnippet(context, sendRequest, [item.pattern]);
}

const CODE = /\.([cm]?[jt]sx?|py|go|vue)$/;
