// The requests and notifications that Tiebeam's server answers beyond LSP. The only file of the server, besides the
// decisions, that the client imports.
import type { StructureMap } from '#map/structure-map.ts';

/**
 * What the server's process is started with. Most of what an edit or a scan makes is gone a moment later; V8 starts with 1 MB for new objects and
 * then keeps much of it for long: with more room the server took 353 MB instead of 416 to 450 at 5,000 files.
 */
export const SERVER_FLAGS: readonly string[] = ['--min-semi-space-size=32', '--max-semi-space-size=32'];

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

/** Client → server: all rules. */
export const RULES = 'tiebeam/rules';
export interface RuleSummary {
  readonly id: string;
  readonly title: string;
  readonly section: number;
  readonly severity: string;
  readonly tier: number;
  readonly languages: readonly string[];
  readonly fix: string;
}
export type RulesResult = readonly RuleSummary[];

/** Client → server: the page of a rule as Markdown; null for an unknown id. */
export const RULE_PAGE = 'tiebeam/rulePage';
export interface RulePageParams {
  readonly rule: string;
}
export type RulePageResult = { readonly markdown: string } | null;

/** Client → server: what the engine knows about a file, as Markdown. */
export const EXPLAIN_FILE = 'tiebeam/explainFile';
export interface ExplainFileParams {
  readonly uri: string;
}
export interface ExplainFileResult {
  readonly markdown: string;
}

/** Client → server: changes the baseline of the folder of a document, or of the only folder. Refused in an untrusted workspace. */
export const BASELINE = 'tiebeam/baseline';
export interface BaselineParams {
  /** keep: everything that is found today · add: one finding · prune: takes away what is gone. */
  readonly action: 'keep' | 'add' | 'prune';
  readonly uri?: string;
  /** With `add`. */
  readonly fingerprint?: string;
}
/** One sentence about what was done, or why nothing was. */
export interface BaselineResult {
  readonly message: string;
}

/** Client → server: the rules with findings that can be fixed, in all folders. */
export const FIXABLE = 'tiebeam/fixable';
export interface FixableParams {
  /** What to look at; without it everything. */
  readonly picks?: FixFindingsParams['picks'];
}
export interface FixableResult {
  readonly rules: readonly FixableRule[];
}
export interface FixableRule {
  readonly rule: string;
  readonly title: string;
  /** How many findings have a fix of each kind; the first fix of a finding counts. */
  readonly counts: Readonly<Record<FixableKind, number>>;
}
export type FixableKind = 'safe' | 'suggest' | 'multi' | 'scaffold';

/** Client → server: computes and tries the fixes of these rules; nothing is written. Can be cancelled; then there are no edits. */
export const FIX_FINDINGS = 'tiebeam/fixFindings';
export interface FixFindingsParams {
  readonly picks: readonly { readonly rule: string; readonly kind: FixableKind }[];
}
export interface FixFindingsResult {
  /** One `WorkspaceEdit` of LSP over all folders, annotated so that the editor asks; null where there is nothing to change. */
  readonly edit: object | null;
  readonly files: number;
  readonly fixed: number;
  /** Findings whose fix did not hold. */
  readonly left: number;
  /** Sentences for the person. */
  readonly notes: readonly string[];
}

/** Server → client while fixing. */
export const FIX_PROGRESS = 'tiebeam/fixProgress';
export interface FixProgressParams {
  readonly fixed: number;
}

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

/** Client → server: what can be verified in a folder. Nothing is run. */
export const PROBES = 'tiebeam/probes';
export interface ProbesParams {
  readonly folder: string;
}
export interface ProbesResult {
  /** Empty where there is nothing that could be started. */
  readonly groups: readonly ProbeGroupView[];
}
export interface ProbeGroupView {
  readonly id: string;
  readonly title: string;
  readonly probes: readonly ProbeView[];
}
export interface ProbeView {
  readonly id: string;
  readonly title: string;
}

/** Client → server: what only a person knows of how the server of a folder is started. Nothing is run. */
export const LAUNCH_QUESTIONS = 'tiebeam/launchQuestions';
export interface LaunchQuestionsParams {
  readonly folder: string;
}
export interface LaunchQuestionsResult {
  /** Empty where everything is known, and where nothing can be started. */
  readonly questions: readonly LaunchQuestionView[];
}
export interface LaunchQuestionView {
  /** Where the answer belongs in `tiebeam.json`. */
  readonly path: readonly string[];
  readonly question: string;
  readonly example: string;
  readonly form: 'words' | 'text' | 'port' | 'consent';
  readonly choices: readonly string[];
}

/** Client → server: the edit of `tiebeam.json` that keeps an answer. Nothing is written. */
export const ANSWER_LAUNCH = 'tiebeam/answerLaunch';
export interface AnswerLaunchParams {
  readonly folder: string;
  readonly path: readonly string[];
  readonly form: LaunchQuestionView['form'];
  /** As typed. */
  readonly answer: string;
}
export type AnswerLaunchResult = MarkChecklistItemResult;

/** Client → server: runs the behaviour contract in a folder. Refused in an untrusted workspace. */
export const VERIFY = 'tiebeam/verify';
export interface VerifyParams {
  readonly folder: string;
  readonly only?: readonly string[];
  readonly timeoutMs?: number;
}
/** Server → client while verifying. */
export const VERIFY_PROGRESS = 'tiebeam/verifyProgress';
export interface VerifyProgressParams {
  readonly probe: string;
  readonly title: string;
  readonly state: 'running' | 'passed' | 'failed' | 'not-applicable' | 'blocked' | 'cancelled';
  readonly ms?: number;
  /** The first failure, or the reason. */
  readonly detail?: string;
  readonly failures?: readonly VerifyFailureView[];
}
export interface VerifyFailureView {
  readonly expected: string;
  readonly actual: string;
  readonly request?: string;
  readonly log?: string;
  /** The file to change. */
  readonly uri?: string;
  /** 0-based. */
  readonly line?: number;
}
/** Server → client while verifying: whole lines that a command or the started project printed. */
export const VERIFY_OUTPUT = 'tiebeam/verifyOutput';
export interface VerifyOutputParams {
  readonly probe: string;
  readonly lines: string;
}
export interface VerifyResult {
  readonly passed: number;
  readonly failed: number;
  readonly markdown: string;
}

/** Client → server: the section snippets for the project of a file. Null for a file of a kind that no snippet is for. */
export const SNIPPETS = 'tiebeam/snippets';
export interface SnippetsParams {
  readonly uri: string;
}
export type SnippetsResult = { readonly sections: readonly SnippetSection[] } | null;
export interface SnippetSection {
  readonly id: string;
  /** 0 for a section without a number. */
  readonly number: number;
  readonly title: string;
  readonly patterns: readonly SnippetPattern[];
}
export interface SnippetPattern {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  /** The one that fits best first; at least one. */
  readonly variants: readonly SnippetVariant[];
}
export interface SnippetVariant {
  readonly id: string;
  readonly title: string;
  /** A language id of VS Code. */
  readonly language: string;
  /** Where it cannot stand in the file, because that is in another language, it goes into a file of its own. */
  readonly fitsHere: boolean;
  /** False where it is written for another framework than the project's. */
  readonly fitsProject: boolean;
}

/** Client → server: all that an insertion changes. Nothing is written. Null where the snippet or the file is not known. */
export const PLAN_SNIPPET = 'tiebeam/planSnippet';
export interface PlanSnippetParams {
  readonly uri: string;
  readonly snippet: string;
  /** `here`: at a 0-based position of the file. `new`: in a file of its own, at the place that the structure calls for. */
  readonly where: { readonly kind: 'here'; readonly line: number; readonly character: number } | { readonly kind: 'new' };
}
export type PlanSnippetResult = SnippetPlan | null;
export interface SnippetPlan {
  readonly uri: string;
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly isNew: boolean;
  /** The target has the snippet already: no body is inserted. */
  readonly isThere: boolean;
  /** Why nothing of this can be inserted, in one sentence; absent where it can. */
  readonly refusal?: string;
  /** The whole text of the target afterwards, with every default accepted. */
  readonly preview: string;
  /** 0-based line of the preview at which the snippet's own text begins. */
  readonly previewLine: number;
  readonly files: readonly SnippetPlanFile[];
  /** The snippet as a template at its range, where the target exists; apart from `files`. */
  readonly body?: { readonly range: SnippetPlanRange; readonly template: string };
  readonly dependencies?: { readonly missing: readonly string[]; readonly folder: string; readonly commands: readonly string[] };
  readonly notes: readonly string[];
}
export type SnippetPlanFile =
  | { readonly kind: 'create'; readonly uri: string; readonly text: string }
  | {
      readonly kind: 'change';
      readonly uri: string;
      readonly changes: readonly { readonly range: SnippetPlanRange; readonly newText: string }[];
    };
export interface SnippetPlanRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Client → server: the checklists of all folders, as the code is now. Nothing is computed before it is asked for. */
export const CHECKLIST = 'tiebeam/checklist';
export interface ChecklistParams {
  /** True to look again at what stands around the code: workflows, lock files. */
  readonly isFresh?: boolean;
}
export interface ChecklistResult {
  /** False until every folder has been read once. */
  readonly isReady: boolean;
  readonly lists: readonly ChecklistListView[];
}
export interface ChecklistListView {
  /** Unique among the lists; stays the same from one answer to the next. */
  readonly key: string;
  /** The workspace folder. */
  readonly folder: string;
  readonly list: string;
  readonly title: string;
  /** The server or front end that it is about; '' for the project. */
  readonly unit: string;
  readonly done: number;
  readonly applicable: number;
  readonly missing: number;
  /** The score of a release, with what it means. */
  readonly score?: string;
  readonly items: readonly ChecklistItemView[];
}
export interface ChecklistItemView {
  readonly id: string;
  /** How `tiebeam.json` names the item of this unit. */
  readonly pinKey: string;
  readonly title: string;
  readonly why: string;
  readonly detection: string;
  readonly gate?: string;
  readonly state: 'done' | 'partly' | 'missing' | 'not-applicable' | 'unknown';
  readonly summary: string;
  /** Set where a person has decided. */
  readonly isSaid: boolean;
  /** True for a question that only a person answers. */
  readonly isQuestion: boolean;
  /** The pattern of the snippets that brings what is missing. */
  readonly pattern?: string;
  readonly evidence: readonly ChecklistEvidenceView[];
}
export interface ChecklistEvidenceView {
  readonly uri: string;
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly range: SnippetPlanRange;
  readonly sentence: string;
}

/** Client → server: the edit of `tiebeam.json` that says what a person has decided of an item. Nothing is written. */
export const MARK_CHECKLIST_ITEM = 'tiebeam/markChecklistItem';
export interface MarkChecklistItemParams {
  readonly folder: string;
  readonly item: string;
  readonly pinKey: string;
  /** `clear` takes back what was said. */
  readonly mark:
    | { readonly kind: 'pin'; readonly state: 'done' | 'n/a'; readonly reason: string }
    | { readonly kind: 'answer'; readonly answer: 'yes' | 'no' | 'n/a'; readonly by: string; readonly note?: string }
    | { readonly kind: 'clear' };
}
export interface MarkChecklistItemResult {
  /** Why nothing can be changed. */
  readonly problem?: string;
  readonly uri?: string;
  /** The whole text where the file is not there yet. */
  readonly newText?: string;
  readonly changes?: readonly { readonly range: SnippetPlanRange; readonly newText: string }[];
}

/** Client → server: the maps of all folders, with the findings as they are now. Nothing is computed before it is asked for. */
export const STRUCTURE = 'tiebeam/structure';
export interface StructureParams {
  /** The version that the client has already. */
  readonly known?: string;
}
export interface StructureResult {
  /** False until every folder has been read once. */
  readonly isReady: boolean;
  /** The same for as long as the maps are. */
  readonly version: string;
  /** Undefined where the client has them already. */
  readonly structures?: readonly FolderStructure[];
}
export interface FolderStructure {
  /** The workspace folder; the paths of the map begin there. */
  readonly folder: string;
  readonly map: StructureMap;
}

/** Client → server: the hand-off of a folder, as its code is now. Nothing is written. */
export const HANDOFF = 'tiebeam/handoff';
export interface HandoffParams {
  /** The workspace folder. */
  readonly folder: string;
  /** What the last verification said; missing where there was none. */
  readonly verification?: VerificationView;
}
export interface VerificationView {
  /** The day, as 2027-01-31. */
  readonly at: string;
  readonly passed: number;
  readonly failed: readonly string[];
  /** How many probes that apply were not run. */
  readonly notRun: number;
}
export interface HandoffResult {
  /** Why there is none. */
  readonly problem?: string;
  /** The file that it belongs into. */
  readonly uri?: string;
  /** Its whole text, with what people wrote into the one that is there. */
  readonly text?: string;
}

/** The client's command behind a code lens; its arguments are an address, a position and LSP locations. */
export const PEEK_PLACES = 'tiebeam.peekPlaces';

/** Client → server: what `tiebeam.json` says when a rule is off in a folder. Nothing is written. */
export const TURN_OFF = 'tiebeam/turnOff';
export interface TurnOffParams {
  /** A document of the workspace folder that is meant. */
  readonly uri: string;
  readonly rule: string;
  /** Relative to the workspace folder; '' for all of it. */
  readonly folder: string;
}
export interface TurnOffResult {
  /** Why nothing can be changed. */
  readonly problem?: string;
  readonly uri?: string;
  /** The whole text where the file is not there yet. */
  readonly newText?: string;
  readonly changes?: readonly { readonly range: SnippetPlanRange; readonly newText: string }[];
}

/** Client → server: the findings of all folders. Nothing is collected before it is asked for. */
export const FINDINGS = 'tiebeam/findings';
export interface FindingsParams {
  /** The version that the client has already. */
  readonly known?: string;
}
export interface FindingsResult {
  /** False until every folder has been read once. */
  readonly isReady: boolean;
  /** The same for as long as the findings are. */
  readonly version: string;
  /** Undefined where the client has them already. */
  readonly folders?: readonly FolderFindings[];
}
export interface FolderFindings {
  /** The workspace folder. */
  readonly folder: string;
  readonly baseline: {
    readonly mode: 'off' | 'hide' | 'dim' | 'new-lines';
    /** How many findings the baseline holds, those among them that are gone from the code. */
    readonly entries: number;
  };
  /** By path and place; no more than a few thousand. */
  readonly findings: readonly FindingView[];
  /** How many there are beyond those. */
  readonly more: number;
}
export interface FindingView {
  readonly uri: string;
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly range: SnippetPlanRange;
  readonly rule: string;
  readonly section: { readonly number: number; readonly title: string };
  /** Undefined where nothing speaks for one. */
  readonly layer?: string;
  readonly severity: 'hint' | 'info' | 'warning' | 'error';
  readonly message: string;
  /** True where the baseline knows it. */
  readonly isOld: boolean;
}
