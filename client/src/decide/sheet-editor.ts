import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { suggestProjectName } from '#decisions/project-name.ts';
import { sectionPage } from '#decisions/section-page.ts';
import { SheetState } from '#decisions/sheet-messages.ts';
import { DECISIONS_FILE } from '#decisions/sheet-protocol.ts';
import { showReport } from '../pages.ts';
import { PreviewDocuments } from './preview-documents.ts';
import type { SheetEditor } from './session.ts';

const STATE = 'tiebeam.sheet';
const PRESETS = 'tiebeam.presets';

/** Where failures are told; the log channel of the extension. */
export type SheetLog = Pick<vscode.LogOutputChannel, 'error'>;

/** VS Code as the decision sheet sees it. */
export function sheetEditor(context: vscode.ExtensionContext, log?: SheetLog): SheetEditor & vscode.Disposable {
  const documents = new PreviewDocuments();
  const folders = foldersOnDisk();
  // A window without a folder has no storage of its own that would outlive it.
  const storage = folders.length > 0 ? context.workspaceState : context.globalState;
  return {
    isTrusted: () => vscode.workspace.isTrusted,
    folders: foldersOnDisk,
    elsewhere: () => (vscode.workspace.workspaceFolders ?? []).filter((it) => it.uri.scheme !== 'file').map((it) => it.name),
    defaultParent: () => (folders[0] === undefined ? homedir() : path.dirname(folders[0])),
    defaultName: () => (folders[0] === undefined ? 'my-app' : `${suggestProjectName(path.basename(folders[0]))}-next`),
    loadState: () => withoutCreated(storage.get(STATE)),
    saveState: (state) => void storage.update(STATE, state),
    loadPresets: () => context.globalState.get(PRESETS),
    savePresets: (presets) => void context.globalState.update(PRESETS, presets),
    showFile: (file) => documents.show(file),
    openEvidence: (folder, file, line) => openLine(vscode.Uri.file(path.join(folder, file)), line),
    openSection: (section) => {
      const page = sectionPage(section);
      if (page !== undefined) void showReport(page.title, page.markdown);
    },
    chooseParent,
    copy: (text) => void vscode.env.clipboard.writeText(text),
    openProject: (folder) =>
      void vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), { forceNewWindow: folders.length > 0 }),
    verifyProject: (folder) => void vscode.commands.executeCommand('tiebeam.verifyProject', vscode.Uri.file(folder)),
    openHandOff: (folder) => void openHandOff(vscode.Uri.file(folder)),
    manageTrust: () => void vscode.commands.executeCommand('workbench.trust.manage'),
    showLog: () => void vscode.commands.executeCommand('tiebeam.showLog'),
    newCancellation: () => {
      const source = new vscode.CancellationTokenSource();
      return { token: source.token, cancel: () => source.cancel() };
    },
    log: (problem) => log?.error(problem),
    dispose: () => documents.dispose(),
  };
}

/** Tells when an open folder was added or removed, or when the `tiebeam.json` of one was written, made or removed. */
export function onFoldersChanged(listener: () => void): vscode.Disposable {
  // Whatever the folders are at the time: the pattern is that of any workspace folder.
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${DECISIONS_FILE}`);
  const heard = (uri: vscode.Uri): void => {
    if (foldersOnDisk().includes(path.dirname(uri.fsPath))) listener();
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(heard),
    watcher.onDidCreate(heard),
    watcher.onDidDelete(heard),
    vscode.workspace.onDidChangeWorkspaceFolders(listener),
  );
}

function foldersOnDisk(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).filter((it) => it.uri.scheme === 'file').map((it) => it.uri.fsPath);
}

/** A sheet that is opened anew keeps the answers and begins another project. */
function withoutCreated(state: unknown): unknown {
  const saved = SheetState.safeParse(state);
  if (!saved.success || saved.data.created === undefined) return state;
  const { created: _, ...rest } = saved.data;
  return { ...rest, done: [], scroll: 0 };
}

async function chooseParent(current: string): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: vscode.l10n.t('Put It Here'),
    title: vscode.l10n.t('Folder that the new project goes into'),
    ...(path.isAbsolute(current) ? { defaultUri: vscode.Uri.file(current) } : {}),
  });
  return chosen?.[0]?.fsPath;
}

async function openLine(file: vscode.Uri, line: number): Promise<void> {
  const at = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(file, { selection: new vscode.Range(at, at), viewColumn: vscode.ViewColumn.Beside });
}

/** The hand-off summary of the project; its README until there is one. */
async function openHandOff(folder: vscode.Uri): Promise<void> {
  for (const name of ['HANDOFF.md', 'README.md']) {
    const file = vscode.Uri.joinPath(folder, name);
    try {
      await vscode.workspace.fs.stat(file);
    } catch {
      continue;
    }
    await vscode.commands.executeCommand('markdown.showPreview', file);
    return;
  }
}
