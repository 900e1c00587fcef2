import type { Connection, Diagnostic } from 'vscode-languageserver/node';

/** What the client shows: sends the diagnostics of a document when they differ from those it has. */
export class Publisher {
  readonly #connection: Connection;
  /** Digest by address; absent where the client shows nothing. */
  readonly #shown = new Map<string, string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `as` is the client's own spelling of the address, `version` that of the open document. */
  publish(uri: string, diagnostics: Diagnostic[], as: { readonly uri: string; readonly version: number } | undefined): void {
    const state = JSON.stringify(diagnostics);
    if ((this.#shown.get(uri) ?? '[]') === state) return;
    if (diagnostics.length === 0) this.#shown.delete(uri);
    else this.#shown.set(uri, state);
    void this.#connection.sendDiagnostics({ uri: as?.uri ?? uri, diagnostics, ...(as && { version: as.version }) });
  }
}
