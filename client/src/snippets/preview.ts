import * as vscode from 'vscode';
import type { PlanSnippetResult } from '#protocol/snippets.ts';

const SCHEME = 'tiebeam-snippet';

/** A read-only document beside the editor that shows what an insertion would give. */
export class SnippetPreview implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: this.#changed.event,
    provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? '',
  });
  #isOver = false;
  #showing: Promise<unknown> = Promise.resolve();

  /** Shows the target as it would be, at the snippet. The focus stays where it is. */
  show(plan: PlanSnippetResult, language: string): Promise<void> {
    const shown = this.#open(plan, language);
    this.#showing = Promise.allSettled([this.#showing, shown]);
    return shown;
  }

  async #open(plan: PlanSnippetResult, language: string): Promise<void> {
    if (plan === null || this.#isOver) return;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${plan.path}` });
    this.#texts.set(uri.path, plan.preview);
    this.#changed.fire(uri);
    let document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId === 'plaintext') document = await vscode.languages.setTextDocumentLanguage(document, language);
    if (this.#isOver) return;
    const line = new vscode.Position(plan.previewLine, 0);
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
      selection: new vscode.Range(line, line),
    });
    editor.revealRange(new vscode.Range(line, line), vscode.TextEditorRevealType.AtTop);
  }

  /** Closes what was shown, and what is just being opened. */
  async close(): Promise<void> {
    this.#isOver = true;
    await this.#showing;
    const tabs = vscode.window.tabGroups.all.flatMap((group) =>
      group.tabs.filter((it) => it.input instanceof vscode.TabInputText && it.input.uri.scheme === SCHEME),
    );
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
    this.#texts.clear();
  }
}
