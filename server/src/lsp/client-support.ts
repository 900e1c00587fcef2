import type { InitializeParams } from 'vscode-languageserver/node';

/** What the client can do, as far as the server's answers depend on it. */
export interface ClientSupport {
  /** It is Tiebeam's own extension: it knows our commands. */
  readonly isOwn: boolean;
  readonly documentChanges: boolean;
  /** Edits may create files. */
  readonly creates: boolean;
  readonly annotations: boolean;
  /** It asks for the edit of a code action when one is chosen. */
  readonly resolvesEdits: boolean;
  /** It shows code actions that cannot be chosen, with the reason. */
  readonly disabledActions: boolean;
  readonly watches: boolean;
  readonly configuration: boolean;
  /** It tells when folders come and go. */
  readonly folders: boolean;
  readonly snippets: boolean;
  /** It takes links as definitions, with the place that they start from. */
  readonly definitionLinks: boolean;
  /** It asks for all code lenses again when it is told to. */
  readonly refreshesLenses: boolean;
}

export const NO_SUPPORT: ClientSupport = {
  isOwn: false,
  documentChanges: false,
  creates: false,
  annotations: false,
  resolvesEdits: false,
  disabledActions: false,
  watches: false,
  configuration: false,
  folders: false,
  snippets: false,
  definitionLinks: false,
  refreshesLenses: false,
};

export function clientSupport({ capabilities, initializationOptions }: InitializeParams): ClientSupport {
  const { workspace, textDocument } = capabilities ?? {};
  const edit = workspace?.workspaceEdit;
  return {
    isOwn: typeof initializationOptions?.trusted === 'boolean',
    documentChanges: edit?.documentChanges === true,
    creates: edit?.documentChanges === true && edit.resourceOperations?.includes('create') === true,
    annotations: edit?.changeAnnotationSupport !== undefined,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    configuration: workspace?.configuration === true,
    folders: workspace?.workspaceFolders === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
  };
}
