// What the suites ask of VS Code, in their own words. Nothing here sleeps: each wait listens to the event that can end it.
import * as vscode from 'vscode';

const EXTENSION = 'tiebeam.tiebeam';
/** For what follows an action; the first scan has its own command to wait for. */
const PATIENCE_MS = 20_000;

interface Api {
  readonly whenReady: () => Promise<void>;
  readonly serverProcessId: () => number | undefined;
}

export function tiebeam(): vscode.Extension<Api> {
  const extension = vscode.extensions.getExtension(EXTENSION);
  if (extension === undefined) throw new Error(`${EXTENSION} is not installed`);
  return extension;
}

/** A file of the sample repository. */
export function sampleFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(sampleFile(path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The text of a file as the editor has it, saved or not. */
export async function textOf(path: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(sampleFile(path))).getText();
}

/** Puts a text in place of a document's, and saves it. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

/** The rule ids that are reported in a file, sorted. */
export function rulesIn(uri: vscode.Uri): readonly string[] {
  return findingsIn(uri).map(ruleOf).sort();
}

export function findingsIn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'tiebeam');
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The finding of a rule in a file, once it is there. */
export function finding(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return until(vscode.languages.onDidChangeDiagnostics, `${rule} in ${uri.path}`, () =>
    findingsIn(uri).find((diagnostic) => ruleOf(diagnostic) === rule),
  );
}

/** Resolves when a file has no finding of the rule. */
export function noFinding(uri: vscode.Uri, rule: string): Promise<true> {
  return until(vscode.languages.onDidChangeDiagnostics, `no ${rule} in ${uri.path}`, () =>
    findingsIn(uri).every((diagnostic) => ruleOf(diagnostic) !== rule) ? true : undefined,
  );
}

/** What the probe gives as soon as that is not undefined; it is asked at once and after each event. */
export function until<T>(event: vscode.Event<unknown>, what: string, probe: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const now = probe();
    if (now !== undefined) {
      resolve(now);
      return;
    }
    const end = () => {
      clearTimeout(timer);
      listener.dispose();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`waited ${PATIENCE_MS} ms for ${what}`));
    }, PATIENCE_MS);
    const listener = event(() => {
      const value = probe();
      if (value === undefined) return;
      end();
      resolve(value);
    });
  });
}

/** The code actions of a place, with their edits. */
export async function quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    20,
  );
}

/** The label of a tab, once there is one that the pattern fits. */
export function tab(pattern: RegExp): Promise<string> {
  return until(vscode.window.tabGroups.onDidChangeTabs, `a tab like ${pattern}`, () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .map(({ label }) => label)
      .find((label) => pattern.test(label)),
  );
}
