import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { finding, findingsIn, open, tiebeam, until } from './workbench.ts';

describe('a server that crashes', () => {
  it('comes back by itself, with its findings', async () => {
    const { uri } = await open('api/src/catalogue/catalogue.service.ts');
    const api = await tiebeam().activate();
    await api.whenReady();
    await finding(uri, 'cache/missing-ttl');
    const crashed = api.serverProcessId();
    assert.ok(crashed !== undefined);
    process.kill(crashed, 'SIGKILL');
    await until(vscode.languages.onDidChangeDiagnostics, 'the findings of a new server', () => {
      const current = api.serverProcessId();
      return current !== undefined && current !== crashed && findingsIn(uri).length > 0 ? current : undefined;
    });
  });
});
