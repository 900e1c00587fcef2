import path from 'node:path';
import * as vscode from 'vscode';
import type { ResourcePlanShown } from '#decisions/resource-protocol.ts';

const SCHEME = 'tiebeam-resource';

type PlannedFile = ResourcePlanShown['files'][number];

/** Shows the files of a plan beside the list of them: new ones as they will be, changed ones as a diff against what is there. */
export class PlanPreview implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? '',
  });

  /** The focus stays where it is. */
  async show(folder: string, file: PlannedFile): Promise<void> {
    const planned = vscode.Uri.from({ scheme: SCHEME, path: `/${path.basename(folder)}/${file.path}` });
    this.#texts.set(planned.path, file.after);
    const options: vscode.TextDocumentShowOptions = { preview: true, preserveFocus: true };
    if (file.before === undefined) {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(planned), options);
      return;
    }
    const today = vscode.Uri.file(path.join(folder, file.path));
    const title = vscode.l10n.t('{0} (today ↔ with the resource)', file.path);
    await vscode.commands.executeCommand('vscode.diff', today, planned, title, options);
  }

  /** Closes what was shown. */
  async close(): Promise<void> {
    const isOurs = (input: unknown): boolean =>
      (input instanceof vscode.TabInputText && input.uri.scheme === SCHEME) ||
      (input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter((it) => isOurs(it.input)));
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#texts.clear();
  }
}
