import * as vscode from 'vscode';
import { z } from 'zod';
import { showRulePage } from './pages.ts';

const Position = z.object({ line: z.number(), character: z.number() });
const Range = z.object({ start: Position, end: Position });
/** The document, the code in it that is in the way, the words, and the rule. */
const Shown = z.tuple([z.string(), Range.nullable(), z.object({ message: z.string() }), z.string()]);

/** Goes to the code that keeps a quick-fix away, where there is some, and says what to do by hand. Nothing for arguments of another form. */
export async function showObstacle(...given: readonly unknown[]): Promise<void> {
  const shown = Shown.safeParse(given);
  if (!shown.success) return;
  const [uri, range, { message }, rule] = shown.data;
  if (range) {
    const { start, end } = range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
  }
  // A message without a button is cut off after its first line, and gone after a few seconds. Nobody has to answer before the command ends.
  const explain = vscode.l10n.t('Explain Rule');
  void vscode.window.showInformationMessage(message, explain).then((it) => (it === explain ? showRulePage(rule) : undefined));
}
