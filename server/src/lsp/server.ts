import {
  CodeActionKind,
  type CodeActionParams,
  type CompletionParams,
  type Connection,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  FileChangeType,
  type HoverParams,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { sayIn } from '#base/translate.ts';
import { openResources } from '#host/add-resource.ts';
import { openScaffold } from '#host/scaffold-project.ts';
import type { InitializationOptions } from '#protocol/server.ts';
import { registerBaselineRequests } from './baseline-requests.ts';
import { registerChecklistRequests } from './checklist-requests.ts';
import { clientSupport } from './client-support.ts';
import { codeActions, FIX_ALL, resolveCodeAction } from './code-action.ts';
import { registerCodeLens } from './code-lens-requests.ts';
import { COMPLETION_TRIGGERS, completion } from './completion.ts';
import { registerFindingsRequests } from './findings-requests.ts';
import { registerFixAllRequests } from './fix-all-requests.ts';
import { guard } from './guard.ts';
import { registerHandoffRequests } from './handoff-requests.ts';
import { hover } from './hover.ts';
import { registerInformationRequests } from './information-requests.ts';
import { languageOf } from './language.ts';
import { speaking } from './language-connection.ts';
import { registerNavigation } from './navigation-requests.ts';
import { readSettings } from './read-settings.ts';
import { registerResourceRequests } from './resource-requests.ts';
import { registerScaffoldRequests } from './scaffold-requests.ts';
import { Session } from './session.ts';
import { registerSnippetRequests } from './snippet-requests.ts';
import { registerStructureRequests } from './structure-requests.ts';
import { registerTurnOff } from './turn-off-requests.ts';
import { registerVerifyRequest } from './verify-request.ts';

/** Wires a connection to a session: one line for each method. */
export function startServer(plain: Connection, version: string): void {
  const { connection, speak } = speaking(plain);
  const documents = new TextDocuments(TextDocument);
  const session = new Session(connection);
  const guarded = guard(connection);

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const options: Partial<InitializationOptions> = params.initializationOptions ?? {};
    session.isTrusted = options.trusted === true;
    const translate = languageOf(params.locale);
    speak(translate);
    session.say = sayIn(translate);
    session.client = clientSupport(params);
    const folders = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: '' }] : []);
    for (const { uri } of folders) session.addFolder(uri);
    return {
      serverInfo: { name: 'tiebeam', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        hoverProvider: true,
        completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS] },
        codeLensProvider: { resolveProvider: true },
        definitionProvider: true,
        referencesProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(
    guarded<unknown, void>('initialized', undefined, async () => {
      if (session.client.folders) connection.workspace.onDidChangeWorkspaceFolders((it) => void changeFolders(it));
      await readSettings(connection, session, undefined);
      if (session.client.watches)
        void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
      await session.scan(false);
    }),
  );
  const changeFolders = guarded<WorkspaceFoldersChangeEvent, void>(
    'workspace/didChangeWorkspaceFolders',
    undefined,
    async ({ added, removed }) => {
      for (const { uri } of removed) session.removeFolder(uri);
      for (const { uri } of added) session.addFolder(uri);
      await readSettings(connection, session, undefined);
      await session.scan(false);
    },
  );
  connection.onDidChangeConfiguration(
    guarded<{ settings?: unknown }, void>('workspace/didChangeConfiguration', undefined, ({ settings }) =>
      readSettings(connection, session, settings),
    ),
  );
  connection.onShutdown(() => session.end());

  const onDocument = (method: string, take: (document: TextDocument) => void) => {
    const run = guarded<TextDocument, void>(method, undefined, take);
    return ({ document }: { readonly document: TextDocument }): void => void run(document);
  };
  documents.onDidOpen(onDocument('textDocument/didOpen', (it) => session.opened(it)));
  documents.onDidClose(onDocument('textDocument/didClose', (it) => session.closed(it)));
  documents.onDidSave(onDocument('textDocument/didSave', (it) => session.saved(it)));
  documents.onDidChangeContent(
    onDocument('textDocument/didChange', (it) => {
      if (session.settings.run === 'onType') session.changed(it);
    }),
  );
  connection.onDidChangeWatchedFiles(
    guarded<DidChangeWatchedFilesParams, void>('workspace/didChangeWatchedFiles', undefined, ({ changes }) =>
      session.changedOnDisk(changes.map(({ uri, type }) => ({ uri, isDeleted: type === FileChangeType.Deleted }))),
    ),
  );

  connection.onHover(guarded('textDocument/hover', null, (params: HoverParams) => hover(session, params)));
  connection.onCompletion(
    guarded<CompletionParams, ReturnType<typeof completion>>('textDocument/completion', [], (it) => completion(session, it)),
  );
  connection.onCodeAction(
    guarded<CodeActionParams, ReturnType<typeof codeActions>>('textDocument/codeAction', [], (it) => codeActions(session, it)),
  );
  connection.onCodeActionResolve((action) =>
    guarded('codeAction/resolve', action, (it: typeof action) => resolveCodeAction(session, it))(action),
  );
  registerNavigation(connection, session, guarded);
  registerCodeLens(connection, session, guarded);
  registerInformationRequests(connection, session, guarded, version);
  registerBaselineRequests(connection, session, guarded);
  registerFixAllRequests(connection, session, guarded);
  registerFindingsRequests(connection, session, guarded);
  registerTurnOff(connection, session, guarded);
  registerChecklistRequests(connection, session, guarded);
  registerHandoffRequests(connection, session, guarded);
  registerStructureRequests(connection, session, guarded);
  registerSnippetRequests(connection, session, guarded);
  registerVerifyRequest(connection, session, guarded);
  registerScaffoldRequests(connection, session, () => openScaffold({ environment: process.env }));
  registerResourceRequests(connection, session, () => openResources({ environment: process.env }));

  documents.listen(connection);
  connection.listen();
}
