import * as z from 'zod';
import { Choices, Decisions } from './decisions.ts';
import { maxFields } from './resource.ts';

// The requests behind the decision sheet, from the editor to the language server. Both ends parse with these schemas.

/** A resource as it stands in the form, perhaps not yet valid. */
export const ResourceDraft = z.strictObject({
  name: z.string().max(200),
  fields: z
    .array(z.strictObject({ name: z.string().max(200), type: z.string().max(40), required: z.boolean(), unique: z.boolean() }))
    .max(maxFields * 2)
    .readonly(),
});
export type ResourceDraft = Readonly<z.infer<typeof ResourceDraft>>;

/** What is to be made, and where. `parent` is an absolute path on the machine of the server; the project lies in `parent/name`. */
export const ProjectRequest = z.strictObject({
  name: z.string().max(200),
  parent: z.string().max(4096),
  choices: Choices,
  resource: ResourceDraft,
});
export type ProjectRequest = Readonly<z.infer<typeof ProjectRequest>>;

const ProblemShape = z.strictObject({
  path: z.array(z.union([z.string(), z.number()])).readonly(),
  message: z.string(),
});

/** Where a project writes its decisions down, in its own folder. */
export const DECISIONS_FILE = 'tiebeam.json';

/**
 * Reads what the folders already say: first what their `tiebeam.json` has decided, then what their manifests ask for. Paths of evidence are
 * relative to their folder; `line` is 1-based.
 */
export const DETECT = 'tiebeam/scaffold/detect';
export const DetectParams = z.strictObject({ folders: z.array(z.string().max(4096)).max(100).readonly() });
export type DetectParams = Readonly<z.infer<typeof DetectParams>>;
export const Detection = z.strictObject({
  field: Decisions.keyof(),
  value: z.union([z.string(), z.boolean()]),
  folder: z.string(),
  path: z.string(),
  line: z.int().min(1),
});
export type Detection = Readonly<z.infer<typeof Detection>>;
export const DetectResult = z.strictObject({
  detections: z.array(Detection).readonly(),
  /** The folders whose `tiebeam.json` is no JSON, as in the middle of an edit; nothing is concluded from it. */
  unreadable: z.array(z.string()).readonly(),
});
export type DetectResult = Readonly<z.infer<typeof DetectResult>>;

/** The files that would be written. */
export const PREVIEW = 'tiebeam/scaffold/preview';
/** `conflict`: another text stands there. `blocked`: something stands there that cannot be replaced, such as a folder. */
export const FileChange = z.enum(['new', 'same', 'conflict', 'blocked']);
export type FileChange = z.infer<typeof FileChange>;
export const PreviewFile = z.strictObject({
  path: z.string(),
  change: FileChange,
  /** Size of the new text in UTF-8 bytes. */
  bytes: z.int().min(0),
});
export type PreviewFile = Readonly<z.infer<typeof PreviewFile>>;
export const ChecklistPromise = z.strictObject({
  id: z.string(),
  group: z.enum(['backend', 'integration']),
  title: z.string(),
  /** One sentence: why the item is on the list. */
  why: z.string(),
  /** The files of the preview that fulfil the item; empty when it does not apply. */
  files: z.array(z.string()).readonly(),
  /** Why the item does not apply to this project. */
  notApplicable: z.string().optional(),
});
export type ChecklistPromise = Readonly<z.infer<typeof ChecklistPromise>>;
export const PreviewResult = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('plan'),
    files: z.array(PreviewFile).readonly(),
    checklist: z.array(ChecklistPromise).readonly(),
  }),
  z.strictObject({ kind: z.literal('problems'), problems: z.array(ProblemShape).readonly() }),
]);
export type PreviewResult = Readonly<z.infer<typeof PreviewResult>>;

/** One rendered file. */
export const FILE = 'tiebeam/scaffold/file';
export const FileParams = z.strictObject({ project: ProjectRequest, path: z.string().max(4096) });
export type FileParams = Readonly<z.infer<typeof FileParams>>;
export const FileResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), text: z.string() }),
  z.strictObject({ kind: z.literal('missing') }),
]);
export type FileResult = Readonly<z.infer<typeof FileResult>>;

/** Writes a project and answers when it is there. Cancelling the request takes back what was written. */
export const CREATE = 'tiebeam/scaffold/create';
export const CreateParams = z.strictObject({
  /** Chosen by the client; comes back in every `CREATE_PROGRESS`. */
  run: z.string().max(100),
  project: ProjectRequest,
  git: z.boolean(),
  install: z.boolean(),
  /** The person agreed to replace the files that exist with another text. */
  overwrite: z.boolean(),
});
export type CreateParams = Readonly<z.infer<typeof CreateParams>>;

export const ProgressStep = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
  /** Whole milliseconds that the step took, once it has ended. */
  ms: z.int().min(0).optional(),
});
export type ProgressStep = Readonly<z.infer<typeof ProgressStep>>;

export const CreateOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('created'),
    /** Absolute path of the project. */
    folder: z.string(),
    files: z.int(),
    ms: z.int(),
    /** What went less well, such as packages that could not be installed; each a sentence with what to do. */
    notes: z.array(z.string()).readonly(),
    /** The token for `UNDO`. */
    undo: z.string(),
  }),
  z.strictObject({
    kind: z.literal('failed'),
    /** One sentence for the person. */
    reason: z.string(),
    /** What to do about it, one sentence. */
    advice: z.string(),
    /** The last lines of the log. */
    log: z.array(z.string()).readonly(),
  }),
  z.strictObject({ kind: z.literal('cancelled') }),
]);
export type CreateOutcome = Readonly<z.infer<typeof CreateOutcome>>;

/** Server → client, a notification: all steps of a running creation, sent whenever one of them changes. */
export const CREATE_PROGRESS = 'tiebeam/scaffold/progress';
export const ProgressParams = z.strictObject({ run: z.string().max(100), steps: z.array(ProgressStep).readonly() });
export type ProgressParams = Readonly<z.infer<typeof ProgressParams>>;

/** Takes a creation back, as long as nothing of it was changed since. */
export const UNDO = 'tiebeam/scaffold/undo';
export const UndoParams = z.strictObject({ undo: z.string().max(4096) });
export type UndoParams = Readonly<z.infer<typeof UndoParams>>;
export const UndoResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('undone'), files: z.int() }),
  z.strictObject({ kind: z.literal('refused'), reason: z.string() }),
]);
export type UndoResult = Readonly<z.infer<typeof UndoResult>>;
