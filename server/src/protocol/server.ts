/**
 * What the server's process is started with. Most of what an edit or a scan makes is gone a moment later; V8 starts with 1 MB for new objects and
 * then keeps much of it for long. It also learns from the scan, whose facts stay, to put new facts among the old objects at once; there the facts of
 * every state of an edited file, and all that hangs on them, outlive many collections. Without that the server takes 320 MB instead of 700 after 400
 * edits at 5,000 files, and collections take half of the time.
 */
export const SERVER_FLAGS: readonly string[] = [
  '--min-semi-space-size=32',
  '--max-semi-space-size=32',
  '--no-allocation-site-pretenuring',
];

/** What the client passes as `initializationOptions`. */
export interface InitializationOptions {
  /** False in an untrusted workspace: files are read and analysed, nothing is executed and no git is asked. */
  readonly trusted: boolean;
}

/** Client → server: the user has granted trust. */
export const TRUST_GRANTED = 'tiebeam/trustGranted';

/** Server → client: sent after each change of state. */
export const STATUS = 'tiebeam/status';
export interface StatusParams {
  readonly state: 'starting' | 'scanning' | 'ready' | 'failed';
  /** Files read so far and in all, while scanning. */
  readonly progress?: { readonly done: number; readonly total: number };
  readonly files: number;
  readonly findings: { readonly error: number; readonly warning: number; readonly info: number };
  /** Findings that the baseline holds back. */
  readonly heldBack?: number;
  /** How many application files have a layer; there after the first scan. */
  readonly layered?: { readonly known: number; readonly files: number };
  /** Milliseconds that the last check took. */
  readonly lastCheckMs?: number;
  /** One sentence for people, set where something is wrong. */
  readonly problem?: string;
}

/** Client → server: read every file again. Answers when done. */
export const RESCAN = 'tiebeam/rescan';

/** Client → server: writes a first `tiebeam.json` for the folder of a document, or for the only folder. Refused in an untrusted workspace. */
export const INITIALISE = 'tiebeam/initialise';
export interface InitialiseParams {
  readonly uri?: string;
}
export interface InitialiseResult {
  readonly message: string;
  /** The file that was written, or that is there already. */
  readonly uri?: string;
}

/** Client → server: text for a bug report: versions, folders, counts, the last problems; no source text. */
export const DIAGNOSTICS_REPORT = 'tiebeam/diagnosticsReport';
export interface DiagnosticsReportResult {
  readonly text: string;
}
