import type { CancellationToken } from 'vscode';
import { type PanelMessage, Preset, SheetState } from '#decisions/sheet-messages.ts';
import { type FileChange, type ProjectRequest } from '#decisions/sheet-protocol.ts';
/** The language server as the sheet sees it. */
export interface ScaffoldServer {
  readonly request: <Result>(method: string, params?: unknown, token?: CancellationToken) => Promise<Result>;
  readonly onNotification: <Params>(
    method: string,
    handler: (params: Params) => void,
  ) => {
    dispose(): unknown;
  };
}
/** A token and the way to cancel it. */
export interface Cancellation {
  readonly token: CancellationToken;
  readonly cancel: () => void;
}
/** What the session needs of the editor around it. */
export interface SheetEditor {
  readonly isTrusted: () => boolean;
  /** Absolute paths of the open folders. */
  readonly folders: () => readonly string[];
  readonly defaultParent: () => string;
  readonly defaultName: () => string;
  readonly loadState: () => unknown;
  readonly saveState: (state: SheetState | undefined) => void;
  readonly loadPresets: () => unknown;
  readonly savePresets: (presets: readonly Preset[]) => void;
  readonly showFile: (file: ShownFile) => void;
  readonly openEvidence: (folder: string, path: string, line: number) => void;
  readonly openSection: (section: number) => void;
  /** Gives undefined when the person cancels. */
  readonly chooseParent: (current: string) => Promise<string | undefined>;
  readonly copy: (text: string) => void;
  readonly openProject: (folder: string) => void;
  readonly verifyProject: (folder: string) => void;
  readonly openHandOff: (folder: string) => void;
  readonly manageTrust: () => void;
  readonly showLog: () => void;
  readonly newCancellation: () => Cancellation;
  readonly log: (problem: string) => void;
}
export interface ShownFile {
  readonly project: ProjectRequest;
  readonly path: string;
  readonly change: FileChange;
  readonly text: string;
}
export interface SheetSession {
  /** Takes a message of the sheet; one of another form is logged and dropped. */
  readonly hear: (message: unknown) => Promise<void>;
  readonly trustChanged: () => void;
}
/**
 * The conversation between one decision sheet and the language server. `post` gives a message to the sheet; while the tab is hidden
 * it may be lost, so everything that lasts is told again when the sheet says that it is ready.
 */
export declare function startSession(
  server: ScaffoldServer,
  editor: SheetEditor,
  post: (message: PanelMessage) => void,
): SheetSession;
