import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type InitializationOptions, SERVER_FLAGS, STATUS, type StatusParams, TRUST_GRANTED } from '#protocol/server.ts';
import { rulePage } from './page-address.ts';
import { DOCUMENT_SELECTOR } from './relevant-documents.ts';
import type { ServerStatus } from './workspace-state.ts';

/** The walkthrough takes its second step for done by this. */
const HAS_FIXED = 'tiebeam.hasFixed';

/** The language server as the rest of the extension sees it: it is there when it is asked for. */
export class TiebeamClient implements vscode.Disposable {
  readonly #module: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #statusChanged = new vscode.EventEmitter<ServerStatus>();
  readonly #handlers = new Map<string, Set<(params: unknown) => void>>();
  #status: ServerStatus = { state: 'stopped' };
  #running: Promise<LanguageClient> | undefined;
  #started: LanguageClient | undefined;

  constructor(module: string, log: vscode.LogOutputChannel) {
    this.#module = module;
    this.#log = log;
  }

  get status(): ServerStatus {
    return this.#status;
  }

  get serverProcessId(): number | undefined {
    return this.#started?.serverProcess?.pid;
  }

  readonly onDidChangeStatus = this.#statusChanged.event;

  /** Starts the server unless it runs. Rejects with the reason when it cannot start; the next call tries again. */
  async start(): Promise<void> {
    await this.#client();
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#started = undefined;
    if (running === undefined) return;
    // A server that never came up is as good as stopped.
    const client = await running.catch(() => undefined);
    await client?.dispose();
    this.#setStatus({ state: 'stopped' });
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Asks the server, which is started where it does not run. */
  async request<Result>(method: string, params?: unknown, token?: vscode.CancellationToken): Promise<Result> {
    const client = await this.#client();
    return client.sendRequest<Result>(method, params, token);
  }

  /** An edit that the server answered with, as the editor takes it. */
  async asWorkspaceEdit(edit: object): Promise<vscode.WorkspaceEdit> {
    const client = await this.#client();
    return client.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  /** Listens to the server's own notifications, over restarts too. */
  onNotification<Params>(method: string, handler: (params: Params) => void): vscode.Disposable {
    const handlers = this.#handlers.get(method) ?? new Set();
    const untyped = handler as (params: unknown) => void;
    handlers.add(untyped);
    if (!this.#handlers.has(method)) {
      this.#handlers.set(method, handlers);
      void this.#running?.then((client) => this.#forward(client, method));
    }
    return new vscode.Disposable(() => handlers.delete(untyped));
  }

  async trustGranted(): Promise<void> {
    const client = await this.#running;
    await client?.sendNotification(TRUST_GRANTED);
  }

  dispose(): Promise<void> {
    return this.stop().finally(() => this.#statusChanged.dispose());
  }

  #client(): Promise<LanguageClient> {
    this.#running ??= this.#launch().catch((error: unknown) => {
      this.#running = undefined;
      const reason = error instanceof Error ? error.message : String(error);
      this.#setStatus(failed(vscode.l10n.t('The server did not start: {0}', reason)));
      throw error;
    });
    return this.#running;
  }

  async #launch(): Promise<LanguageClient> {
    this.#setStatus({ state: 'starting', files: 0, findings: { error: 0, warning: 0, info: 0 } });
    // Loaded late: activation must not wait for it.
    const { LanguageClient, RevealOutputChannelOn, TransportKind } = await import('vscode-languageclient/node');
    const { restartPolicy } = await import('./restart-policy.ts');
    const run = { module: this.#module, transport: TransportKind.ipc, options: { execArgv: [...SERVER_FLAGS] } };
    const client = new LanguageClient(
      'tiebeam',
      'Tiebeam',
      { run, debug: { ...run, options: { execArgv: [...SERVER_FLAGS, '--nolazy', '--inspect=6009'] } } },
      {
        documentSelector: [...DOCUMENT_SELECTOR],
        outputChannel: this.#log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: (): InitializationOptions => ({ trusted: vscode.workspace.isTrusted }),
        markdown: { isTrusted: { enabledCommands: ['tiebeam.explainRule'] } },
        errorHandler: restartPolicy((message) => {
          this.#running = undefined;
          this.#setStatus(failed(message));
        }),
        initializationFailedHandler: () => false,
        middleware: {
          handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(withOwnPage)),
          // A fix gets its edit when somebody has chosen it.
          resolveCodeAction: async (action, token, next) => {
            const resolved = await next(action, token);
            if (resolved?.edit) void vscode.commands.executeCommand('setContext', HAS_FIXED, true);
            return resolved;
          },
        },
      },
    );
    // A server that does not come up is told by the status item and by whoever asked for it; the library would show a message as well.
    const tell = client.error.bind(client);
    client.error = (message, data) => tell(message, data, false);
    client.onNotification(STATUS, (status: StatusParams) => this.#setStatus(status));
    for (const method of this.#handlers.keys()) this.#forward(client, method);
    await client.start();
    this.#started = client;
    return client;
  }

  #forward(client: LanguageClient, method: string): void {
    client.onNotification(method, (params: unknown) => {
      for (const handler of this.#handlers.get(method) ?? []) handler(params);
    });
  }

  #setStatus(status: ServerStatus): void {
    this.#status = status;
    this.#statusChanged.fire(status);
  }
}

function failed(problem: string): StatusParams {
  return { state: 'failed', files: 0, findings: { error: 0, warning: 0, info: 0 }, problem };
}

/** The id of a rule leads to its page in the editor, not to the web. */
function withOwnPage(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = diagnostic;
  if (typeof code !== 'object') return diagnostic;
  // The hover of an editor opens documents, but runs no commands.
  diagnostic.code = { value: code.value, target: rulePage(String(code.value)) };
  return diagnostic;
}
