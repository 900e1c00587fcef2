import * as vscode from 'vscode';
import type { VerifyFailureView } from '#protocol/verification.ts';

/** A failure as the editor shows it at the line to change: the first line says all, the request and the log follow. */
export function failureMessage({ expected, actual, request, log, uri, line }: VerifyFailureView): vscode.TestMessage {
  const text = new vscode.MarkdownString();
  text.appendText(vscode.l10n.t('Expected: {0}', expected));
  text.appendMarkdown('\n\n');
  text.appendText(vscode.l10n.t('But: {0}', actual));
  if (request !== undefined) text.appendCodeblock(request, 'http');
  if (log !== undefined) text.appendCodeblock(log, 'log');
  const message = new vscode.TestMessage(text);
  if (uri !== undefined) message.location = new vscode.Location(vscode.Uri.parse(uri), new vscode.Position(line ?? 0, 0));
  return message;
}
