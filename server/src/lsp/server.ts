import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '#protocol';
import { codeActions, FIX_ALL, resolveCodeAction } from './code-action.ts';
import { guard } from './guard.ts';
import { hover } from './hover.ts';
import { registerInformationRequests } from './information-requests.ts';
import { Session } from './session.ts';
import { parseSettings } from './settings.ts';

/** Wires a connection to a session: one line for each method. */
export function startServer(connection: Connection, version: string): void {
  const documents = new TextDocuments(TextDocument);
  const session = new Session(connection, documents);
  const guarded = guard(connection);
  let canWatch = false;
  let canAskSettings = false;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as Partial<InitializationOptions>;
    session.isTrusted = options.trusted === true;
    const folders = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: '' }] : []);
    for (const { uri } of folders) session.addFolder(uri);
    canWatch = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    canAskSettings = params.capabilities.workspace?.configuration === true;
    return {
      serverInfo: { name: 'tiebeam', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  const readSettings = async (): Promise<void> => {
    if (canAskSettings) session.settings = parseSettings(await connection.workspace.getConfiguration('tiebeam'));
  };

  connection.onInitialized(
    guarded<unknown, void>('initialized', undefined, async () => {
      await readSettings();
      if (canWatch)
        void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) session.removeFolder(uri);
        for (const { uri } of added) session.addFolder(uri);
        void session.scan(false);
      });
      await session.scan(false);
    }),
  );

  connection.onDidChangeConfiguration(
    guarded<unknown, void>('workspace/didChangeConfiguration', undefined, async () => {
      await readSettings();
      session.publishAll();
    }),
  );

  documents.onDidOpen(({ document }) => session.opened(document));
  documents.onDidClose(({ document }) => session.closed(document));
  documents.onDidChangeContent(({ document }) => {
    if (session.settings.run === 'onType') session.changed(document.uri);
  });
  documents.onDidSave(({ document }) => session.changed(document.uri));

  connection.onDidChangeWatchedFiles(
    guarded(
      'workspace/didChangeWatchedFiles',
      undefined,
      ({ changes }: { changes: readonly { uri: string; type: FileChangeType }[] }) => {
        for (const { uri } of changes) session.changed(uri);
      },
    ),
  );

  connection.onHover(guarded('textDocument/hover', null, (params: Parameters<typeof hover>[1]) => hover(session, params)));
  connection.onCodeAction(
    guarded('textDocument/codeAction', [] as ReturnType<typeof codeActions>, (params: Parameters<typeof codeActions>[1]) =>
      codeActions(session, params),
    ),
  );
  connection.onCodeActionResolve((action) => resolveCodeAction(session, action));
  registerInformationRequests(connection, session, guarded, version);

  documents.listen(connection);
  connection.listen();
}
