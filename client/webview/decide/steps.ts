import { brokenConstraints } from '#decisions/constraints.ts';
import { type DecisionField, type Decisions, requirementFields } from '#decisions/decisions.ts';
import { optionOf, scaffoldObstacles } from '#decisions/options.ts';
import { parseProjectName } from '#decisions/project-name.ts';
import { completeDecisions } from '#decisions/recommendation.ts';
import { parseResource } from '#decisions/resource.ts';
import { type StepId, stepIds } from '#decisions/sheet-messages.ts';
import type { FileChange, PreviewResult } from '#decisions/sheet-protocol.ts';
import type { Model } from './model.ts';
import { formatBytes, plural, sentence } from './wording.ts';

export const stepTitles: Readonly<Record<StepId, string>> = {
  requirements: 'Requirements',
  decisions: 'Decisions',
  resource: 'First resource',
  checklist: 'Checklist',
  preview: 'Preview',
  create: 'Create',
};

export type StepState = 'open' | 'done' | 'attention';

/** A step as the rail and its own heading show it. */
export interface StepView {
  readonly id: StepId;
  readonly state: StepState;
  /** One line: what was answered here. */
  readonly summary: string;
  /** What keeps the project from being created, as sentences; empty when nothing does. */
  readonly problems: readonly string[];
}

/** The five decisions of the table, and those that most projects leave as they are. */
export const mainDecisions: readonly DecisionField[] = ['structure', 'apiClient', 'auth', 'realtime', 'errors'];
export const furtherDecisions: readonly DecisionField[] = ['uploads', 'jobs', 'tenancy'];

export function stepViews(model: Model): readonly StepView[] {
  const decisions = completeDecisions(model.state.choices);
  return stepIds.map((id) => {
    const problems = problemsOf(id, model, decisions);
    const done = model.state.created !== undefined || model.state.done.includes(id);
    const state = problems.length > 0 ? 'attention' : done ? 'done' : 'open';
    return { id, state, summary: summaryOf(id, model, decisions), problems };
  });
}

/** Everything that keeps the project from being created, with the step where it is mended. */
export function openProblems(views: readonly StepView[]): readonly { readonly step: StepId; readonly problem: string }[] {
  return views.flatMap((view) => view.problems.map((problem) => ({ step: view.id, problem })));
}

function problemsOf(id: StepId, model: Model, decisions: Decisions): readonly string[] {
  switch (id) {
    case 'requirements':
      return decisionProblems(decisions, (field) => isRequirement(field));
    case 'decisions':
      return decisionProblems(decisions, (field) => !isRequirement(field));
    case 'resource': {
      const resource = parseResource(model.state.resource);
      return resource.ok ? [] : resource.problems.map((it) => sentence(it.message));
    }
    case 'checklist':
      return [];
    case 'preview':
      return previewProblems(model);
    case 'create': {
      const name = parseProjectName(model.state.name);
      return name.ok ? [] : name.problems.map((it) => sentence(it.message));
    }
  }
}

function decisionProblems(decisions: Decisions, concerns: (field: DecisionField) => boolean): readonly string[] {
  const broken = brokenConstraints(decisions).filter((it) => it.severity === 'block' && it.fields.some(concerns));
  const obstacles = scaffoldObstacles(decisions).filter((it) => concerns(it.field));
  return [...broken.map((it) => it.sentence), ...obstacles.map((it) => sentence(it.reason))];
}

function previewProblems({ preview, previewProblem, state }: Model): readonly string[] {
  if (previewProblem !== undefined) return [sentence(previewProblem)];
  if (preview === undefined || state.created !== undefined) return [];
  const [blocked, conflicts] = [countOf(preview, 'blocked'), countOf(preview, 'conflict')];
  if (blocked > 0) {
    return [
      `${plural(blocked, 'path')} of the project ${blocked === 1 ? 'is' : 'are'} taken by a folder or a link; choose another folder.`,
    ];
  }
  if (conflicts === 0 || state.overwrite) return [];
  const files = plural(conflicts, 'file');
  return [
    `${files} with another text ${conflicts === 1 ? 'is' : 'are'} in the way; agree to replace ${conflicts === 1 ? 'it' : 'them'} or choose another folder.`,
  ];
}

function summaryOf(id: StepId, model: Model, decisions: Decisions): string {
  const { state, preview } = model;
  switch (id) {
    case 'requirements':
      return requirementFields
        .filter((field) => field !== 'redis' && decisions[field] !== 'none')
        .map((field) => optionOf(field, decisions[field]).label)
        .join(' · ');
    case 'decisions':
      return mainDecisions
        .filter((field) => decisions[field] !== 'none' && !isRequirement(field))
        .map((field) => optionOf(field, decisions[field]).label)
        .join(' · ');
    case 'resource': {
      const { name, fields } = state.resource;
      return `${name || 'without a name'}: ${
        fields
          .map((it) => it.name)
          .filter(Boolean)
          .join(', ') || 'no fields'
      }`;
    }
    case 'checklist': {
      if (preview?.kind !== 'plan') return 'What a production service needs';
      const kept = preview.checklist.filter((it) => it.files.length > 0).length;
      const asked = preview.checklist.filter((it) => it.notApplicable === undefined).length;
      return `${kept} of ${asked} items fulfilled by the scaffold`;
    }
    case 'preview':
      return preview?.kind === 'plan'
        ? `${plural(preview.files.length, 'file')}, ${formatBytes(totalBytes(preview))}`
        : 'Every file before it is written';
    case 'create':
      return state.created === undefined ? 'Nothing has been written yet' : `Created in ${state.created.folder}`;
  }
}

export function totalBytes(preview: PreviewResult): number {
  return preview.kind === 'plan' ? preview.files.reduce((sum, it) => sum + it.bytes, 0) : 0;
}

function countOf(preview: PreviewResult, change: FileChange): number {
  return preview.kind === 'plan' ? preview.files.filter((it) => it.change === change).length : 0;
}

function isRequirement(field: DecisionField): boolean {
  const fields: readonly DecisionField[] = requirementFields;
  return fields.includes(field);
}
