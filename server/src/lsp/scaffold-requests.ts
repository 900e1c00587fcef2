import { type CancellationToken, type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import * as z from 'zod';
import type { Problem } from '#base/result.ts';
import {
  CREATE,
  CREATE_PROGRESS,
  type CreateOutcome,
  CreateParams,
  DECISIONS_FILE,
  DETECT,
  type Detection,
  DetectParams,
  type DetectResult,
  FILE,
  FileParams,
  type FileResult,
  PREVIEW,
  type PreviewResult,
  type ProgressParams,
  ProjectRequest,
  UNDO,
  UndoParams,
  type UndoResult,
} from '#decisions/sheet-protocol.ts';
import { decidedInFolder, detectInFolder } from '#host/detect-requirements.ts';
import type { UndoOutcome } from '#host/project-undo.ts';
import type { Scaffold, CreateOutcome as ScaffoldOutcome } from '#host/scaffold-project.ts';
import type { ProjectInput } from '#scaffold/plan.ts';
import { signalOf } from './guard.ts';

/** What the requests of the decision sheet need of the server. */
export interface ScaffoldSession {
  readonly isTrusted: boolean;
}

/** Answers the requests of the decision sheet. The scaffold is opened by the first one that needs it. */
export function registerScaffoldRequests(connection: Connection, session: ScaffoldSession, open: () => Promise<Scaffold>): void {
  const notify = (params: ProgressParams): void => void connection.sendNotification(CREATE_PROGRESS, params);
  const log = (text: string): void => connection.console.info(text);
  for (const [method, handle] of Object.entries(scaffoldHandlers({ session, open, notify, log }))) {
    connection.onRequest(method, (params: unknown, token: CancellationToken) => handle(params, token));
  }
}

export interface ScaffoldSurroundings {
  readonly session: ScaffoldSession;
  readonly open: () => Promise<Scaffold>;
  readonly notify: (params: ProgressParams) => void;
  /** Takes the output of git and of installers. */
  readonly log: (text: string) => void;
}

export type ScaffoldHandler = (params: unknown, token: CancellationToken) => Promise<unknown>;

/** The handlers by method, apart from any connection. Parameters of another form are refused with what is wrong with them. */
export function scaffoldHandlers({
  session,
  open,
  notify,
  log,
}: ScaffoldSurroundings): Readonly<Record<string, ScaffoldHandler>> {
  let opened: Promise<Scaffold> | undefined;
  const scaffold = (): Promise<Scaffold> => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    [DETECT]: async (params) => detect(parse(DetectParams, params).folders),
    [PREVIEW]: async (params) => preview(await scaffold(), parse(ProjectRequest, params)),
    [FILE]: async (params) => renderedFile(await scaffold(), parse(FileParams, params)),
    [CREATE]: async (params, token) => {
      const request = parse(CreateParams, params);
      if (!session.isTrusted)
        return failed('This workspace is not trusted, so nothing is written or run.', 'Trust it and try again.');
      return create(await scaffold(), request, { token, notify, log });
    },
    [UNDO]: async (params) => {
      const { undo } = parse(UndoParams, params);
      const refused: UndoResult = { kind: 'refused', reason: 'This workspace is not trusted, so nothing is removed.' };
      return session.isTrusted ? undoResult(await (await scaffold()).undo(undo)) : refused;
    },
  };
}

async function detect(folders: readonly string[]): Promise<DetectResult> {
  const found = await Promise.all(
    folders.map(async (folder) => ({ folder, written: await decidedInFolder(folder), asked: await askedInFolder(folder) })),
  );
  return {
    detections: found.flatMap(({ folder, written, asked }) => [
      ...(written ?? []).map((it) => ({ ...it, folder, path: DECISIONS_FILE })),
      ...asked,
    ]),
    unreadable: found.filter((it) => it.written === undefined).map((it) => it.folder),
  };
}

async function askedInFolder(folder: string): Promise<readonly Detection[]> {
  return (await detectInFolder(folder)).flatMap(({ field, value, evidence: [first] }) =>
    first === undefined ? [] : [{ field, value, folder, path: first.path, line: first.line }],
  );
}

async function preview(scaffold: Scaffold, { parent, ...project }: ProjectRequest): Promise<PreviewResult> {
  const result = await scaffold.preview(inputOf(project), parent);
  if (!result.ok) return { kind: 'problems', problems: result.problems };
  const { files, states, checklist } = result.value;
  return {
    kind: 'plan',
    files: [...files].map(([path, text]) => ({ path, change: states.get(path) ?? 'new', bytes: Buffer.byteLength(text) })),
    checklist,
  };
}

function renderedFile(scaffold: Scaffold, { project, path }: FileParams): FileResult {
  const rendered = scaffold.render(inputOf(project));
  const text = rendered.ok ? rendered.value.files.get(path) : undefined;
  return text === undefined ? { kind: 'missing' } : { kind: 'file', text };
}

interface CreateSurroundings extends Pick<ScaffoldSurroundings, 'notify' | 'log'> {
  readonly token: CancellationToken;
}

async function create(
  scaffold: Scaffold,
  request: CreateParams,
  { token, notify, log }: CreateSurroundings,
): Promise<CreateOutcome> {
  const { run, project, git, install, overwrite } = request;
  const outcome = await scaffold.create({
    input: inputOf(project),
    parent: project.parent,
    existing: overwrite ? 'replace' : 'keep',
    git,
    install,
    signal: signalOf(token),
    onProgress: (steps) => notify({ run, steps }),
    onOutput: log,
  });
  return sheetOutcome(outcome);
}

/** The outcome as the sheet tells it: what stands in the way, and what is wrong with the input, are failures with advice. */
function sheetOutcome(outcome: ScaffoldOutcome): CreateOutcome {
  switch (outcome.kind) {
    case 'problems':
      return failed('The answers do not make a project yet.', 'Mend what is named below.', outcome.problems.map(problemLine));
    case 'conflicts':
      return failed(
        'Other files stand where the project goes.',
        'Agree to replace them, or choose another folder.',
        outcome.paths,
      );
    default:
      return outcome;
  }
}

function undoResult(outcome: UndoOutcome): UndoResult {
  switch (outcome.kind) {
    case 'undone':
      return outcome;
    case 'changed':
      return { kind: 'refused', reason: `Nothing was removed, because this was changed since: ${shortList(outcome.paths)}.` };
    case 'unknown':
      return { kind: 'refused', reason: 'There is nothing left to undo.' };
  }
}

function inputOf({ name, choices, resource }: Pick<ProjectRequest, 'name' | 'choices' | 'resource'>): ProjectInput {
  return { name, choices, resource };
}

function failed(reason: string, advice: string, log: readonly string[] = []): CreateOutcome {
  return { kind: 'failed', reason, advice, log };
}

function problemLine({ path, message }: Problem): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** Most paths that a sentence names. */
const maxNamed = 3;

function shortList(paths: readonly string[]): string {
  const rest = paths.length - maxNamed;
  return rest > 0 ? `${paths.slice(0, maxNamed).join(', ')} and ${rest} more` : paths.join(', ');
}

function parse<Schema extends z.ZodType>(schema: Schema, params: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new ResponseError(ErrorCodes.InvalidParams, z.prettifyError(parsed.error));
}
