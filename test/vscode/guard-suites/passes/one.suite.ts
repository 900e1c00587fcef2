import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a suite that passes', () => {
  it('runs in VS Code', () => assert.equal(vscode.workspace.workspaceFolders?.length, 1));
});
