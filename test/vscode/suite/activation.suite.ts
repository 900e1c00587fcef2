import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, tiebeam } from './workbench.ts';

describe('activation', () => {
  it('happens with the first file of a language that Tiebeam reads', async () => {
    await open('api/src/config.ts');
    await tiebeam().activate();
    assert.ok(tiebeam().isActive);
  });

  it('shows its log to who asks for it at once', async () => {
    await vscode.commands.executeCommand('tiebeam.showLog');
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString());
    assert.match(shown.join('\n'), /^output:tiebeam\.tiebeam\./m);
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('registers exactly the commands of the manifest', async () => {
    await tiebeam().activate();
    const promised: readonly { readonly command: string }[] = tiebeam().packageJSON.contributes.commands;
    const all = await vscode.commands.getCommands(true);
    const ours = all.filter((name) => name.startsWith('tiebeam.')).filter((name) => !name.includes('.', 'tiebeam.'.length));
    for (const { command } of promised) assert.ok(ours.includes(command), `${command} is not registered`);
  });

  it('starts the language server', async () => {
    const api = await tiebeam().activate();
    await api.whenReady();
  });

  it('starts the server again on command', async () => {
    await vscode.commands.executeCommand('tiebeam.restartServer');
    const api = await tiebeam().activate();
    await api.whenReady();
  });

  it('puts a report without source text on the clipboard', async () => {
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand('tiebeam.copyDiagnosticsReport');
    const report = await vscode.env.clipboard.readText();
    assert.match(report, /^Tiebeam \d+\.\d+\.\d+, VS Code /);
    assert.doesNotMatch(report, /payments\.lantern\.example/);
  });
});
