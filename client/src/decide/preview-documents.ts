import path from 'node:path';
import * as vscode from 'vscode';
import type { ShownFile } from './session.ts';

const SCHEME = 'tiebeam-preview';

/** Shows rendered files before they are written: as read-only documents, or as a diff against what stands there today. */
export class PreviewDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: this.#changed.event,
    provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? '',
  });

  async show({ project, path: file, change, text }: ShownFile): Promise<void> {
    const rendered = vscode.Uri.from({ scheme: SCHEME, path: `/${project.name}/${file}` });
    this.#texts.set(rendered.path, text);
    this.#changed.fire(rendered);
    const options: vscode.TextDocumentShowOptions = { preview: true, viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
    if (change !== 'conflict') {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(rendered), options);
      return;
    }
    const existing = vscode.Uri.file(path.join(project.parent, project.name, file));
    const title = vscode.l10n.t('{0} (today ↔ new)', file);
    await vscode.commands.executeCommand('vscode.diff', existing, rendered, title, options);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
    this.#texts.clear();
  }
}
