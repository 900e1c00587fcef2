// Composition only: what there is, and what is told to whom.
import * as vscode from 'vscode';
import { ChecklistView } from './checklist/checklist-view.ts';
import { registerCommands } from './commands.ts';
import { restoreDecisionSheets } from './decide/restore.ts';
import { FindingsView } from './findings/findings-view.ts';
import { TiebeamClient } from './language-client.ts';
import { restoreMaps } from './map/map-view.ts';
import { registerPages } from './pages.ts';
import { isRelevant } from './relevant-documents.ts';
import { isEnabled, onDidChangeEnabled } from './settings.ts';
import { showStatus } from './status.ts';
import { StructureSource } from './structure/structure-source.ts';
import { StructureView } from './structure/structure-view.ts';
import { VerificationTests } from './verify/verification-tests.ts';
import { ViewState } from './view-state.ts';

/** What other extensions and the tests can ask of a running Tiebeam. */
export interface TiebeamApi {
  /** Resolves when the server answers; starts it where it does not run. Rejects with the reason when it cannot. */
  readonly whenReady: () => Promise<void>;
  /** The process of the server; undefined while there is none. */
  readonly serverProcessId: () => number | undefined;
}

/** The server starts with the first document that it can say something about, or with the first command that needs it. */
export function activate(context: vscode.ExtensionContext): TiebeamApi {
  const log = vscode.window.createOutputChannel('Tiebeam', { log: true });
  const client = new TiebeamClient(context.asAbsolutePath('dist/server.js'), log);
  const viewState = new ViewState(client);
  const checklist = new ChecklistView(client, log, viewState);
  const structures = new StructureSource(client, log, viewState);
  const structure = new StructureView(structures, viewState);
  const verification = new VerificationTests(context, client, log);
  const findings = new FindingsView(context, client, log, viewState);
  context.subscriptions.push(
    log,
    client,
    viewState,
    checklist,
    structures,
    structure,
    findings,
    verification,
    showStatus(client, log),
    registerPages(client),
    restoreDecisionSheets(context, client, log),
    restoreMaps({ context, source: structures, viewState, log }),
    ...registerCommands({ context, client, log, viewState, checklist, structures, structure, findings, verification }),
    vscode.workspace.onDidOpenTextDocument((document) => startFor([document])),
    vscode.workspace.onDidGrantWorkspaceTrust(() => client.trustGranted()),
    onDidChangeEnabled((enabled) => (enabled ? startFor(vscode.workspace.textDocuments) : client.stop())),
  );
  startFor(vscode.workspace.textDocuments);
  return { whenReady: () => client.start(), serverProcessId: () => client.serverProcessId };

  function startFor(documents: readonly vscode.TextDocument[]): void {
    if (!isEnabled() || !documents.some(isRelevant)) return;
    // The status item shows a failure; nobody asked for anything that would deserve a message.
    client.start().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
  }
}
