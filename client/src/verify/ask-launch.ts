import * as vscode from 'vscode';
import {
  ANSWER_LAUNCH,
  type AnswerLaunchParams,
  type AnswerLaunchResult,
  LAUNCH_QUESTIONS,
  type LaunchQuestionsParams,
  type LaunchQuestionsResult,
  type LaunchQuestionView,
} from '#protocol/verification.ts';
import type { TiebeamClient } from '../language-client.ts';

/** Each answer may bring a further question; a project has fewer than this. */
const MOST_QUESTIONS = 20;

/**
 * Asks what only a person knows of how a project is started, and keeps each answer in `tiebeam.json`. Gives false where the person would
 * not say.
 */
export async function askLaunch(client: TiebeamClient, folder: vscode.Uri): Promise<boolean> {
  const params: LaunchQuestionsParams = { folder: folder.toString() };
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const { questions } = await client.request<LaunchQuestionsResult>(LAUNCH_QUESTIONS, params);
    const [question] = questions;
    if (question === undefined) return true;
    const edit = await answerTo(client, folder, question, questions.length);
    if (edit === undefined) return false;
    await write(edit);
  }
  return false;
}

/** Asks again while the answer does not fit. */
async function answerTo(
  client: TiebeamClient,
  folder: vscode.Uri,
  question: LaunchQuestionView,
  left: number,
): Promise<AnswerLaunchResult | undefined> {
  const { path, form } = question;
  const edit = async (answer: string): Promise<AnswerLaunchResult> => {
    const params: AnswerLaunchParams = { folder: folder.toString(), path, form, answer };
    return client.request<AnswerLaunchResult>(ANSWER_LAUNCH, params);
  };
  const title = left > 1 ? vscode.l10n.t('Verify Project: {0} questions left', left) : vscode.l10n.t('Verify Project');
  const typed =
    form === 'consent' || question.choices.length > 1 ? await pick(title, question) : await type(title, question, edit);
  return typed === undefined ? undefined : edit(typed);
}

async function pick(title: string, { form, question, choices }: LaunchQuestionView): Promise<string | undefined> {
  const consents = [
    { label: vscode.l10n.t('No, do not verify'), value: undefined },
    { label: vscode.l10n.t('Yes, what it reaches may be used and changed'), value: 'true' },
  ];
  const items = form === 'consent' ? consents : choices.map((it) => ({ label: it, value: it }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: question, ignoreFocusOut: true }))?.value;
}

function type(
  title: string,
  { question, example, choices, path }: LaunchQuestionView,
  edit: (answer: string) => Promise<AnswerLaunchResult>,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('{0} The answer is kept in tiebeam.json as {1}.', question, path.join('.')),
    placeHolder: example,
    ...(choices[0] !== undefined && { value: choices[0] }),
    ignoreFocusOut: true,
    validateInput: async (typed) => (typed.trim() === '' ? undefined : (await edit(typed)).problem),
  });
}

async function write({ problem, uri, newText, changes = [] }: AnswerLaunchResult): Promise<void> {
  if (uri === undefined) throw new Error(problem ?? vscode.l10n.t('The answer could not be kept.'));
  const file = vscode.Uri.parse(uri);
  const edit = new vscode.WorkspaceEdit();
  if (newText !== undefined) edit.createFile(file, { contents: new TextEncoder().encode(newText) });
  for (const { range, newText: text } of changes) {
    const { start, end } = range;
    edit.replace(file, new vscode.Range(start.line, start.character, end.line, end.character), text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('{0} could not be written', file.fsPath));
  await (await vscode.workspace.openTextDocument(file)).save();
}
