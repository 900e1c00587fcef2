import { resolve } from 'node:path';
import type { Path } from '#base/paths.ts';
import { type Problem, type Result, success } from '#base/result.ts';
import { type ChecklistPromise, checklistPreview } from '#scaffold/checklist-preview.ts';
import { type ProjectInput, type ProjectPlan, planProject } from '#scaffold/plan.ts';
import { createRenderer, type ProjectFiles, type Renderer } from '#scaffold/render.ts';
import type { Templates } from '#scaffold/templates.ts';
import { setUpProject } from './project-setup.ts';
import { keepUndoRecord, removeProject, type UndoOutcome, undoFolder, undoProject } from './project-undo.ts';
import { compareWithDisk, type FileState, writeProject } from './project-writer.ts';
import { createStepList, type ProgressStep } from './step-list.ts';
import { readTemplates } from './template-source.ts';

// The one way from choices to a project, for the command line, the language server and tests: plan, render, then preview or write.

export interface Scaffold {
  /** Checks the input and renders every file; writes nothing. Quick enough for every keystroke after the first time. */
  readonly render: (input: ProjectInput) => Result<RenderedProject>;
  /** The rendered files beside what is on disk at `parent/name`. */
  readonly preview: (input: ProjectInput, parent: string) => Promise<Result<ProjectPreview>>;
  /** Makes the project at `parent/name`. Cancelling takes back everything. */
  readonly create: (request: CreateRequest) => Promise<CreateOutcome>;
  readonly undo: (token: string) => Promise<UndoOutcome>;
}

export interface RenderedProject {
  readonly plan: ProjectPlan;
  readonly files: ProjectFiles;
  readonly checklist: readonly ChecklistPromise[];
}

export interface ProjectPreview extends RenderedProject {
  /** Absolute path of the project folder. */
  readonly folder: string;
  readonly states: ReadonlyMap<Path, FileState>;
}

export interface CreateRequest {
  readonly input: ProjectInput;
  /** Absolute path of the folder in which the project folder is made. */
  readonly parent: string;
  /**
   * `refuse`: the project folder must not exist or be empty. `keep`: it may hold other files; those that would be replaced are conflicts.
   * `replace`: these are replaced, the person has agreed.
   */
  readonly existing: 'refuse' | 'keep' | 'replace';
  readonly git: boolean;
  readonly install: boolean;
  readonly signal?: AbortSignal | undefined;
  /** All steps, whenever one of them changes. */
  readonly onProgress?: ((steps: readonly ProgressStep[]) => void) | undefined;
  /** Output of installers, as it comes. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

export type CreateOutcome =
  | {
      readonly kind: 'created';
      /** Absolute path of the project. */
      readonly folder: string;
      readonly files: number;
      /** Whole milliseconds. */
      readonly ms: number;
      /** What went less well, each a sentence with what to do. */
      readonly notes: readonly string[];
      /** The token for `undo`. */
      readonly undo: string;
    }
  /** The input is wrong; nothing was written. */
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  /** These paths, relative to `folder`, stand in the way; nothing was written. */
  | { readonly kind: 'conflicts'; readonly folder: string; readonly paths: readonly Path[] }
  | { readonly kind: 'failed'; readonly reason: string; readonly advice: string; readonly log: readonly string[] }
  | { readonly kind: 'cancelled' };

export interface ScaffoldOptions {
  /** The environment for git and installers. */
  readonly environment: NodeJS.ProcessEnv;
  /** Where undo records are kept; by default in the user's state folder. */
  readonly undoFolder?: string;
  readonly templates?: Templates;
}

/** Reads the templates once and gives everything that can be done with them. */
export async function openScaffold(options: ScaffoldOptions): Promise<Scaffold> {
  const templates = options.templates ?? (await readTemplates());
  const records = options.undoFolder ?? undoFolder(options.environment);
  const renderer = createRenderer(templates);
  const render = (input: ProjectInput): Result<RenderedProject> => renderInput(input, templates, renderer);
  return {
    render,
    preview: async (input, parent) => {
      const rendered = render(input);
      if (!rendered.ok) return rendered;
      const folder = resolve(parent, rendered.value.plan.name);
      return success({ ...rendered.value, folder, states: await compareWithDisk(folder, rendered.value.files) });
    },
    create: (request) => createProject(request, render, { records, environment: options.environment }),
    undo: (token) => undoProject(token, records),
  };
}

function renderInput(input: ProjectInput, templates: Templates, renderer: Renderer): Result<RenderedProject> {
  const plan = planProject(input, templates);
  if (!plan.ok) return plan;
  const files = renderer(plan.value);
  if (!files.ok) return files;
  return success({ plan: plan.value, files: files.value, checklist: checklistPreview(plan.value, files.value) });
}

interface Surroundings {
  readonly records: string;
  readonly environment: NodeJS.ProcessEnv;
}

async function createProject(
  request: CreateRequest,
  render: Scaffold['render'],
  { records, environment }: Surroundings,
): Promise<CreateOutcome> {
  const start = performance.now();
  const steps = createStepList(request.onProgress ?? (() => undefined));
  const renderStep = steps.add('render', 'Render the files');
  const writeStep = steps.add('write', 'Write the files');

  renderStep.start();
  const rendered = render(request.input);
  if (!rendered.ok) {
    renderStep.end('failed');
    return { kind: 'problems', problems: rendered.problems };
  }
  const { plan, files } = rendered.value;
  const folder = resolve(request.parent, plan.name);
  const setUp = setUpProject(
    { plan, folder, git: request.git, install: request.install, environment, onOutput: request.onOutput },
    steps,
  );
  renderStep.end('done');

  writeStep.start();
  const written = await writeProject({ target: folder, files, existing: request.existing, signal: request.signal });
  writeStep.end(written.kind === 'written' ? 'done' : 'failed');
  if (written.kind === 'conflicts') return { kind: 'conflicts', folder, paths: written.paths };
  if (written.kind === 'failed') return { kind: 'failed', reason: written.reason, advice: written.advice, log: [] };
  if (written.kind === 'cancelled') return written;

  const { notes, record } = await setUp.run(written.record, request.signal);
  if (request.signal?.aborted === true) {
    await removeProject(record);
    return { kind: 'cancelled' };
  }
  return {
    kind: 'created',
    folder,
    files: written.record.files.length,
    ms: Math.round(performance.now() - start),
    notes,
    undo: await keepUndoRecord(record, records),
  };
}
