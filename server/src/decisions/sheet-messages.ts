import * as z from 'zod';
import { Choices } from './decisions.ts';
import {
  CreateOutcome,
  DetectResult,
  FileChange,
  PreviewResult,
  ProgressStep,
  ProjectRequest,
  ResourceDraft,
  UndoResult,
} from './sheet-protocol.ts';

// What the decision sheet in its webview and the panel that holds it say to each other. Both ends parse every message.

export const StepId = z.enum(['requirements', 'decisions', 'resource', 'checklist', 'preview', 'create']);
export type StepId = z.infer<typeof StepId>;
export const stepIds: readonly StepId[] = StepId.options;

/** Everything that a person has entered. It survives hiding, reloading and restarting. */
export const SheetState = z.strictObject({
  version: z.literal(1),
  name: z.string().max(200),
  parent: z.string().max(4096),
  choices: Choices,
  /** What `tiebeam.json` of the open folder had decided when it was last read; missing before that. */
  written: Choices.optional(),
  resource: ResourceDraft,
  git: z.boolean(),
  install: z.boolean(),
  overwrite: z.boolean(),
  /** Steps that were looked at and left with *Continue*. */
  done: z.array(StepId).readonly(),
  folded: z.array(StepId).readonly(),
  /** Pixels from the top of the sheet. */
  scroll: z.number().min(0),
  /** A project that this sheet has made and that can still be taken back. */
  created: z
    .strictObject({ folder: z.string(), undo: z.string(), files: z.int(), ms: z.int(), notes: z.array(z.string()).readonly() })
    .optional(),
});
export type SheetState = Readonly<z.infer<typeof SheetState>>;

/** How a creation goes. */
export const CreateProgress = z.strictObject({
  steps: z.array(ProgressStep).readonly(),
  /** Set when it has ended. */
  outcome: CreateOutcome.optional(),
});
export type CreateProgress = Readonly<z.infer<typeof CreateProgress>>;

export const Preset = z.strictObject({ name: z.string().min(1).max(60), choices: Choices });
export type Preset = Readonly<z.infer<typeof Preset>>;

/** From the sheet to the panel. */
export const SheetMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('save'), state: SheetState }),
  z.strictObject({ kind: z.literal('preview'), revision: z.int(), project: ProjectRequest }),
  z.strictObject({ kind: z.literal('openFile'), project: ProjectRequest, path: z.string(), change: FileChange }),
  z.strictObject({ kind: z.literal('openEvidence'), folder: z.string(), path: z.string(), line: z.int() }),
  z.strictObject({ kind: z.literal('openSection'), section: z.int() }),
  z.strictObject({ kind: z.literal('chooseParent'), parent: z.string() }),
  z.strictObject({ kind: z.literal('copy'), text: z.string() }),
  z.strictObject({ kind: z.literal('savePreset'), preset: Preset }),
  z.strictObject({ kind: z.literal('deletePreset'), name: z.string() }),
  z.strictObject({
    kind: z.literal('create'),
    project: ProjectRequest,
    git: z.boolean(),
    install: z.boolean(),
    overwrite: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('cancelCreate') }),
  z.strictObject({ kind: z.literal('undo'), undo: z.string() }),
  z.strictObject({ kind: z.literal('openProject'), folder: z.string() }),
  z.strictObject({ kind: z.literal('verifyProject'), folder: z.string() }),
  z.strictObject({ kind: z.literal('openHandOff'), folder: z.string() }),
  z.strictObject({ kind: z.literal('manageTrust') }),
  z.strictObject({ kind: z.literal('showLog') }),
]);
export type SheetMessage = z.infer<typeof SheetMessage>;

/** From the panel to the sheet. */
export const PanelMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    /** What was entered before; missing for a new sheet. */
    state: SheetState.optional(),
    defaultParent: z.string(),
    defaultName: z.string(),
    trusted: z.boolean(),
    presets: z.array(Preset).readonly(),
    /** Missing until the open folders were read. */
    detected: DetectResult.optional(),
    /** How many folders are open that can be read. */
    folders: z.int(),
    /** Names of the open folders that are not on the disk of this machine, so that nothing is read from them. */
    elsewhere: z.array(z.string()).readonly(),
  }),
  z.strictObject({ kind: z.literal('detected'), detected: DetectResult }),
  z.strictObject({ kind: z.literal('trust'), trusted: z.boolean() }),
  z.strictObject({ kind: z.literal('previewed'), revision: z.int(), result: PreviewResult }),
  /** The server could not answer; `problem` is a sentence for the person. */
  z.strictObject({ kind: z.literal('previewFailed'), revision: z.int(), problem: z.string() }),
  z.strictObject({ kind: z.literal('parentChosen'), parent: z.string() }),
  z.strictObject({ kind: z.literal('presets'), presets: z.array(Preset).readonly() }),
  z.strictObject({ kind: z.literal('progress'), progress: CreateProgress }),
  z.strictObject({ kind: z.literal('undone'), result: UndoResult }),
]);
export type PanelMessage = z.infer<typeof PanelMessage>;
