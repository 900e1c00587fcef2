import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod';
import { chooseDetected } from '#decisions/choosing.ts';
import { Choices } from '#decisions/decisions.ts';
import { parseProjectName, suggestProjectName } from '#decisions/project-name.ts';
import { exampleResource, formatFieldList, parseResource, type Resource } from '#decisions/resource.ts';
import {
  CREATE,
  CREATE_PROGRESS,
  CreateOutcome,
  type CreateParams,
  DETECT,
  DetectResult,
  ProgressParams,
  UNDO,
  UndoResult,
} from '#decisions/sheet-protocol.ts';
import { askLine, askOneOf, isBack } from './quick-input.ts';
import { quickQuestions } from './quick-steps.ts';
import type { ScaffoldServer } from './session.ts';

const LAST = 'tiebeam.quickAnswers';

/** What was answered, kept for the next time. */
const Answers = z.strictObject({ name: z.string(), choices: Choices, resource: z.string(), parent: z.string() });
type Answers = Readonly<z.infer<typeof Answers>>;

/** Asks for a project in five quick picks at most, and makes it. Gives undefined when the person cancels. */
export async function newProjectQuick(context: vscode.ExtensionContext, server: ScaffoldServer): Promise<void> {
  const detected = await detect(server);
  const answers = await askAll(lastAnswers(context, detected), detected);
  if (answers === undefined) return;
  await context.globalState.update(LAST, answers);
  await create(server, answers);
}

/** What the open folders say; nothing where they cannot be read, since the questions are asked all the same. */
async function detect(server: ScaffoldServer): Promise<Choices> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((it) => it.uri.scheme === 'file').map((it) => it.uri.fsPath);
  if (folders.length === 0) return {};
  const answer = DetectResult.safeParse(await server.request<unknown>(DETECT, { folders }));
  return chooseDetected(answer.data?.detections ?? []);
}

/** Walks through the questions; going back keeps what was answered. */
async function askAll(last: Answers, detected: Choices): Promise<Answers | undefined> {
  let answers = last;
  for (let at = 0; ; ) {
    const questions = quickQuestions(answers.choices, detected);
    const total = questions.length + 2;
    if (at >= total) return answers;
    const place = { step: at + 1, total, canGoBack: at > 0 };
    const question = questions[at - 1];
    let next: Answers | undefined | typeof isBack;
    if (at === 0) next = await askName(answers, place);
    else if (question !== undefined) {
      const picked = await askOneOf({
        ...place,
        title: question.title,
        placeholder: question.placeholder,
        answers: question.answers,
      });
      next = picked === undefined || picked === isBack ? picked : { ...answers, choices: picked.choices };
    } else next = await askResource(answers, place);
    if (next === undefined) return undefined;
    if (next === isBack) at -= 1;
    else {
      answers = next;
      at += 1;
    }
  }
}

interface Place {
  readonly step: number;
  readonly total: number;
  readonly canGoBack: boolean;
}

async function askName(answers: Answers, place: Place): Promise<Answers | undefined | typeof isBack> {
  const typed = await askLine({
    ...place,
    title: vscode.l10n.t('Project name'),
    value: answers.name,
    prompt: (name, folder) => vscode.l10n.t('The project will be {0}', path.join(folder ?? answers.parent, name || '…')),
    problem: (name) => firstProblem(parseProjectName(name)),
    folder: answers.parent,
  });
  return typed === undefined || typed === isBack
    ? typed
    : { ...answers, name: typed.value, parent: typed.folder ?? answers.parent };
}

async function askResource(answers: Answers, place: Place): Promise<Answers | undefined | typeof isBack> {
  const typed = await askLine({
    ...place,
    title: vscode.l10n.t('First resource: name and fields'),
    value: answers.resource,
    prompt: () => vscode.l10n.t('Such as: product name:string!,price:decimal,note:text? (! is unique, ? is optional)'),
    problem: (text) => firstProblem(parseResource(splitResource(text))),
  });
  return typed === undefined || typed === isBack ? typed : { ...answers, resource: typed.value };
}

async function create(server: ScaffoldServer, answers: Answers): Promise<void> {
  const resource = parseResource(splitResource(answers.resource));
  if (!resource.ok) return;
  const { name, parent, choices } = answers;
  const draft = { name: resource.value.name, fields: resource.value.fields };
  const project = { name, parent, choices, resource: draft };
  const params: CreateParams = { run: `quick-${Date.now()}`, project, git: true, install: true, overwrite: false };
  const title = vscode.l10n.t('Tiebeam creates {0}', name);
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const listening = server.onNotification<unknown>(CREATE_PROGRESS, (told) => {
        const steps = ProgressParams.safeParse(told);
        const running = steps.data?.run === params.run ? steps.data.steps.find((it) => it.state === 'running') : undefined;
        if (running !== undefined) progress.report({ message: running.title });
      });
      try {
        return CreateOutcome.parse(await server.request<unknown>(CREATE, params, token));
      } finally {
        listening.dispose();
      }
    },
  );
  await tell(server, name, outcome);
}

async function tell(server: ScaffoldServer, name: string, outcome: CreateOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'cancelled':
      return;
    case 'failed': {
      const showLog = vscode.l10n.t('Show Log');
      const answer = await vscode.window.showErrorMessage(`${outcome.reason} ${outcome.advice}`, showLog);
      if (answer === showLog) await vscode.commands.executeCommand('tiebeam.showLog');
      return;
    }
    case 'created': {
      const [open, verify, undo] = [vscode.l10n.t('Open'), vscode.l10n.t('Verify'), vscode.l10n.t('Undo')];
      const text = [vscode.l10n.t('{0} is ready: {1} files in {2}.', name, outcome.files, outcome.folder), ...outcome.notes].join(
        ' ',
      );
      const answer = await vscode.window.showInformationMessage(text, open, verify, undo);
      const folder = vscode.Uri.file(outcome.folder);
      const forceNewWindow = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
      if (answer === open) await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
      if (answer === verify) await vscode.commands.executeCommand('tiebeam.verifyProject', folder);
      if (answer === undo) await takeBack(server, outcome.undo);
    }
  }
}

async function takeBack(server: ScaffoldServer, undo: string): Promise<void> {
  const result = UndoResult.parse(await server.request<unknown>(UNDO, { undo }));
  if (result.kind === 'refused') await vscode.window.showWarningMessage(result.reason);
}

function lastAnswers(context: vscode.ExtensionContext, detected: Choices): Answers {
  const folder = vscode.workspace.workspaceFolders?.find((it) => it.uri.scheme === 'file')?.uri.fsPath;
  const parent = folder === undefined ? homedir() : path.dirname(folder);
  const last = Answers.safeParse(context.globalState.get(LAST));
  if (last.success) return { ...last.data, name: suggestProjectName(last.data.name) };
  return { name: 'my-app', choices: detected, resource: resourceLine(exampleResource), parent };
}

function resourceLine({ name, fields }: Pick<Resource, 'name' | 'fields'>): string {
  return `${name} ${formatFieldList(fields)}`;
}

/** The first word is the name, the rest are the fields. */
function splitResource(text: string): { readonly name: string; readonly fields: string } {
  const [, name = '', fields = ''] = /^\s*(\S*)\s*(.*)$/su.exec(text) ?? [];
  return { name, fields };
}

function firstProblem(result: {
  readonly ok: boolean;
  readonly problems?: readonly { readonly message: string }[];
}): string | undefined {
  return result.ok ? undefined : result.problems?.[0]?.message;
}
