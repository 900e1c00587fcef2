import * as vscode from 'vscode';
import { z } from 'zod';

const Position = z.object({ line: z.number(), character: z.number() });
const Shown = z.tuple([z.string(), z.object({ start: Position, end: Position }).nullable(), z.object({ message: z.string() })]);

/** Goes to the code that keeps a quick-fix away, where there is some, and says what to do by hand. Nothing for arguments of another form. */
export async function showObstacle(...given: readonly unknown[]): Promise<void> {
  const shown = Shown.safeParse(given);
  if (!shown.success) return;
  const [uri, range, { message }] = shown.data;
  if (range) {
    const { start, end } = range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
  }
  // Nobody has to answer before the command ends.
  void vscode.window.showInformationMessage(message);
}
