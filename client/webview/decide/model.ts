import { choose, type FollowUp, unchoose } from '#decisions/choosing.ts';
import type { Choices, DecisionField, Decisions, DecisionValue } from '#decisions/decisions.ts';
import { exampleResource } from '#decisions/resource.ts';
import {
  type CreateProgress,
  type PanelMessage,
  type Preset,
  type SheetState,
  type StepId,
  stepIds,
} from '#decisions/sheet-messages.ts';
import type { Detection, DetectResult, PreviewResult, ResourceDraft } from '#decisions/sheet-protocol.ts';
import { type TakenOver, takeOver } from './detected.ts';

// What the sheet knows and how each event changes it. Everything that can be derived from it is derived where it is shown.

export interface Model {
  readonly state: SheetState;
  /** The state was kept by the webview itself, so it is newer than what the editor has stored. */
  readonly isKept: boolean;
  readonly trusted: boolean;
  readonly presets: readonly Preset[];
  readonly detections: readonly Detection[];
  /** Whether a `tiebeam.json` of the open folders is no JSON at the moment. */
  readonly isUnreadable: boolean;
  /** What the last edit of `tiebeam.json` changed here, until the next answer. */
  readonly takenOver: TakenOver | undefined;
  /** How many folders are open that can be read; undefined until the editor has said so. */
  readonly folders: number | undefined;
  /** Names of the open folders that are not on the disk of this machine. */
  readonly elsewhere: readonly string[];
  /** What the last change of a decision brought with it, shown beside that decision. */
  readonly followed: { readonly field: DecisionField; readonly followUps: readonly FollowUp[] } | undefined;
  /** The last preview that arrived; `problem` is set while the server cannot answer. */
  readonly preview: PreviewResult | undefined;
  readonly previewProblem: string | undefined;
  /** The number of the last preview that was answered; 0 before the first one. */
  readonly answered: number;
  readonly progress: CreateProgress | undefined;
  readonly undoRefused: string | undefined;
  /** How many files the last undo removed, until the next creation. */
  readonly undone: number | undefined;
}

export type Action =
  | { readonly kind: 'choose'; readonly field: DecisionField; readonly value: DecisionValue }
  | { readonly kind: 'recommend'; readonly field: DecisionField }
  | { readonly kind: 'preset'; readonly choices: Choices }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'resource'; readonly resource: ResourceDraft }
  | { readonly kind: 'options'; readonly options: Partial<Pick<SheetState, 'parent' | 'git' | 'install' | 'overwrite'>> }
  | { readonly kind: 'fold'; readonly step: StepId; readonly folded: boolean }
  | { readonly kind: 'finish'; readonly step: StepId; readonly next: StepId | undefined }
  | { readonly kind: 'scroll'; readonly top: number }
  | { readonly kind: 'creating' }
  | { readonly kind: 'panel'; readonly message: PanelMessage };

function newState(start: { readonly name: string; readonly parent: string }): SheetState {
  const { name, fields } = exampleResource;
  return {
    version: 1,
    name: start.name,
    parent: start.parent,
    choices: {},
    resource: { name, fields },
    git: true,
    install: true,
    overwrite: false,
    done: [],
    folded: stepIds.filter((it) => it !== 'requirements'),
    scroll: 0,
  };
}

/**
 * A model around the state that the webview kept. Without one it begins with the first message of the editor, and waits for that where it did not
 * come with the page.
 */
export function newModel(kept: SheetState | undefined, first: PanelMessage | undefined): Model {
  const model: Model = {
    state: kept ?? newState({ name: '', parent: '' }),
    isKept: kept !== undefined,
    trusted: true,
    presets: [],
    detections: [],
    isUnreadable: false,
    takenOver: undefined,
    folders: undefined,
    elsewhere: [],
    followed: undefined,
    preview: undefined,
    previewProblem: undefined,
    answered: 0,
    progress: undefined,
    undoRefused: undefined,
    undone: undefined,
  };
  return first === undefined ? model : hear(model, first);
}

export function update(model: Model, action: Action): Model {
  const { state } = model;
  switch (action.kind) {
    case 'choose': {
      const { choices, followUps } = choose(state.choices, action.field, action.value as Decisions[typeof action.field]);
      return { ...model, state: { ...state, choices }, followed: { field: action.field, followUps }, takenOver: undefined };
    }
    case 'recommend': {
      const { choices, followUps } = unchoose(state.choices, action.field);
      return { ...model, state: { ...state, choices }, followed: { field: action.field, followUps } };
    }
    case 'preset':
      return { ...model, state: { ...state, choices: action.choices }, followed: undefined, takenOver: undefined };
    case 'name':
      return { ...model, state: { ...state, name: action.name } };
    case 'resource':
      return { ...model, state: { ...state, resource: action.resource } };
    case 'options':
      return { ...model, state: { ...state, ...action.options } };
    case 'fold':
      return { ...model, state: folded(state, action.step, action.folded) };
    case 'finish':
      return { ...model, state: finished(state, action.step, action.next) };
    case 'scroll':
      return { ...model, state: { ...state, scroll: action.top } };
    case 'creating':
      return { ...model, progress: { steps: [] }, undoRefused: undefined, undone: undefined };
    case 'panel':
      return hear(model, action.message);
  }
}

function hear(model: Model, message: PanelMessage): Model {
  const { state } = model;
  switch (message.kind) {
    case 'start': {
      const { trusted, presets, detected, folders, elsewhere } = message;
      const restored = model.isKept ? state : message.state;
      const begun = restored ?? { ...state, name: message.defaultName, parent: message.defaultParent };
      const started = { ...model, state: begun, isKept: true, trusted, presets, folders, elsewhere };
      return detected === undefined ? started : withDetected(started, detected);
    }
    case 'detected':
      return withDetected(model, message.detected);
    case 'trust':
      return { ...model, trusted: message.trusted };
    case 'previewed':
      return { ...model, preview: message.result, previewProblem: undefined, answered: message.revision };
    case 'previewFailed':
      return { ...model, previewProblem: message.problem, answered: message.revision };
    case 'parentChosen':
      return { ...model, state: { ...state, parent: message.parent } };
    case 'presets':
      return { ...model, presets: message.presets };
    case 'progress': {
      const { progress } = message;
      if (progress.outcome?.kind !== 'created') return { ...model, progress };
      const { folder, undo, files, ms, notes } = progress.outcome;
      return { ...model, progress, state: { ...state, created: { folder, undo, files, ms, notes } } };
    }
    case 'undone': {
      if (message.result.kind === 'refused') return { ...model, undoRefused: message.result.reason };
      const { created: _, ...rest } = state;
      return { ...model, state: rest, progress: undefined, undoRefused: undefined, undone: message.result.files };
    }
  }
}

function withDetected(model: Model, detected: DetectResult): Model {
  const { state, takenOver } = takeOver(model.state, detected);
  return {
    ...model,
    state,
    detections: detected.detections,
    isUnreadable: detected.unreadable.length > 0,
    takenOver: takenOver ?? model.takenOver,
    ...(takenOver === undefined ? {} : { followed: undefined }),
  };
}

function folded(state: SheetState, step: StepId, fold: boolean): SheetState {
  const others = state.folded.filter((it) => it !== step);
  return { ...state, folded: fold ? [...others, step] : others };
}

function finished(state: SheetState, step: StepId, next: StepId | undefined): SheetState {
  const done = [...state.done.filter((it) => it !== step), step];
  const closed = folded({ ...state, done }, step, true);
  return next === undefined ? closed : folded(closed, next, false);
}
