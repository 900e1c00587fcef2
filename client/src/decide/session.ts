import type { CancellationToken } from 'vscode';
import * as z from 'zod';
import { type CreateProgress, type PanelMessage, Preset, SheetMessage, SheetState } from '#decisions/sheet-messages.ts';
import {
  CREATE,
  CREATE_PROGRESS,
  CreateOutcome,
  type CreateParams,
  DETECT,
  DetectResult,
  FILE,
  type FileChange,
  FileResult,
  PREVIEW,
  PreviewResult,
  ProgressParams,
  type ProjectRequest,
  UNDO,
  UndoResult,
} from '#decisions/sheet-protocol.ts';

/** The language server as the sheet sees it. */
export interface ScaffoldServer {
  readonly request: <Result>(method: string, params?: unknown, token?: CancellationToken) => Promise<Result>;
  readonly onNotification: <Params>(method: string, handler: (params: Params) => void) => { dispose(): unknown };
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
  /** Names of the open folders that are not on the disk of this machine. */
  readonly elsewhere: () => readonly string[];
  readonly defaultParent: () => string;
  readonly defaultName: () => string;
  readonly loadState: () => unknown;
  readonly saveState: (state: SheetState | undefined) => void;
  readonly loadPresets: () => unknown;
  readonly savePresets: (presets: readonly Preset[]) => void;
  readonly showFile: (file: ShownFile) => Promise<void>;
  readonly openEvidence: (folder: string, path: string, line: number) => Promise<void>;
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
  /** What the sheet begins with, as it is now; it comes with the page, and again when the sheet says that it is ready. */
  readonly first: () => PanelMessage;
  /** Takes a message of the sheet; one of another form is logged and dropped. */
  readonly hear: (message: unknown) => Promise<void>;
  readonly trustChanged: () => void;
  /** Reads the open folders again: one of them was opened or closed, or its `tiebeam.json` was written. */
  readonly foldersChanged: () => Promise<void>;
}

/**
 * The conversation between one decision sheet and the language server. `post` gives a message to the sheet; while the tab is hidden
 * it may be lost, so everything that lasts is told again when the sheet says that it is ready.
 */
export function startSession(server: ScaffoldServer, editor: SheetEditor, post: (message: PanelMessage) => void): SheetSession {
  let detected: DetectResult | undefined;
  let running: Cancellation | undefined;
  let progress: CreateProgress | undefined;

  const ask = async <Schema extends z.ZodType>(method: string, params: unknown, schema: Schema): Promise<z.infer<Schema>> =>
    schema.parse(await server.request<unknown>(method, params));

  function first(): PanelMessage {
    const saved = SheetState.safeParse(editor.loadState());
    return {
      kind: 'start',
      ...(saved.success ? { state: saved.data } : {}),
      defaultParent: editor.defaultParent(),
      defaultName: editor.defaultName(),
      trusted: editor.isTrusted(),
      presets: presetsOf(editor),
      ...(detected === undefined ? {} : { detected }),
      folders: editor.folders().length,
      elsewhere: editor.elsewhere(),
    };
  }

  async function start(): Promise<void> {
    post(first());
    if (progress !== undefined) post({ kind: 'progress', progress });
    if (detected === undefined) await detect();
  }

  async function detect(): Promise<void> {
    try {
      detected = await ask(DETECT, { folders: editor.folders() }, DetectResult);
      post({ kind: 'detected', detected });
    } catch (error) {
      editor.log(`detecting failed: ${messageOf(error)}`);
    }
  }

  async function preview(revision: number, project: ProjectRequest): Promise<void> {
    try {
      post({ kind: 'previewed', revision, result: await ask(PREVIEW, project, PreviewResult) });
    } catch (error) {
      editor.log(`preview failed: ${messageOf(error)}`);
      post({ kind: 'previewFailed', revision, problem: 'The preview could not be made; the log says why.' });
    }
  }

  async function showFile(project: ProjectRequest, path: string, change: FileChange): Promise<void> {
    const file = await ask(FILE, { project, path }, FileResult);
    if (file.kind === 'file') await editor.showFile({ project, path, change, text: file.text });
  }

  async function create(message: Extract<SheetMessage, { kind: 'create' }>): Promise<void> {
    if (running !== undefined) return;
    if (!editor.isTrusted()) {
      tell({
        steps: [],
        outcome: failed(
          'This window is in Restricted Mode, so nothing is written or run from here.',
          'Trust it to create the project.',
        ),
      });
      return;
    }
    const { project, git, install, overwrite } = message;
    const run = `${Date.now()}`;
    running = editor.newCancellation();
    tell({ steps: [] });
    const listening = server.onNotification<unknown>(CREATE_PROGRESS, (params) => {
      const told = ProgressParams.safeParse(params);
      if (told.success && told.data.run === run) tell({ steps: told.data.steps });
    });
    try {
      const params: CreateParams = { run, project, git, install, overwrite };
      const outcome = CreateOutcome.parse(await server.request<unknown>(CREATE, params, running.token));
      tell({ steps: progress?.steps ?? [], outcome });
    } catch (error) {
      editor.log(`creating failed: ${messageOf(error)}`);
      const outcome = failed('The language server stopped while it was creating the project.', 'Try again; the log says why.');
      tell({ steps: progress?.steps ?? [], outcome });
    } finally {
      listening.dispose();
      running = undefined;
    }
  }

  function tell(next: CreateProgress): void {
    progress = next;
    post({ kind: 'progress', progress: next });
  }

  async function undo(token: string): Promise<void> {
    if (!editor.isTrusted()) return;
    const result = await ask(UNDO, { undo: token }, UndoResult);
    if (result.kind === 'undone') progress = undefined;
    post({ kind: 'undone', result });
  }

  async function answer(message: SheetMessage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        return start();
      case 'save':
        return editor.saveState(message.state);
      case 'preview':
        return preview(message.revision, message.project);
      case 'openFile':
        return showFile(message.project, message.path, message.change);
      case 'openEvidence':
        return editor.openEvidence(message.folder, message.path, message.line);
      case 'openSection':
        return editor.openSection(message.section);
      case 'chooseParent': {
        const parent = await editor.chooseParent(message.parent);
        if (parent !== undefined) post({ kind: 'parentChosen', parent });
        return;
      }
      case 'copy':
        return editor.copy(message.text);
      case 'savePreset': {
        const others = presetsOf(editor).filter((it) => it.name !== message.preset.name);
        return keepPresets([...others, message.preset]);
      }
      case 'deletePreset':
        return keepPresets(presetsOf(editor).filter((it) => it.name !== message.name));
      case 'create':
        return create(message);
      case 'cancelCreate':
        return running?.cancel();
      case 'undo':
        return undo(message.undo);
      case 'openProject':
        return editor.openProject(message.folder);
      case 'verifyProject':
        return editor.verifyProject(message.folder);
      case 'openHandOff':
        return editor.openHandOff(message.folder);
      case 'manageTrust':
        return editor.manageTrust();
      case 'showLog':
        return editor.showLog();
    }
  }

  function keepPresets(presets: readonly Preset[]): void {
    editor.savePresets(presets);
    post({ kind: 'presets', presets });
  }

  return {
    first,
    async hear(message) {
      const parsed = SheetMessage.safeParse(message);
      if (!parsed.success) {
        editor.log(`a message of the decision sheet has another form: ${z.prettifyError(parsed.error)}`);
        return;
      }
      try {
        await answer(parsed.data);
      } catch (error) {
        editor.log(`the message '${parsed.data.kind}' of the decision sheet failed: ${messageOf(error)}`);
      }
    },
    foldersChanged: detect,
    trustChanged: () => post({ kind: 'trust', trusted: editor.isTrusted() }),
  };
}

function presetsOf(editor: SheetEditor): readonly Preset[] {
  return Preset.array().safeParse(editor.loadPresets()).data ?? [];
}

function failed(reason: string, advice: string): CreateOutcome {
  return { kind: 'failed', reason, advice, log: [] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
