import path from 'node:path';
import * as vscode from 'vscode';
import { parseResource } from '#decisions/resource.ts';
import {
  ADD_RESOURCE,
  type AddResourceParams,
  AddResourceResult,
  PLAN_RESOURCE,
  PlanResourceResult,
  type ResourcePlanShown,
  type ResourceWish,
} from '#decisions/resource-protocol.ts';
import { UNDO, UndoResult } from '#decisions/sheet-protocol.ts';
import { askLine, isBack } from '../decide/quick-input.ts';
import type { TiebeamClient } from '../language-client.ts';
import { showReport } from '../pages.ts';
import { agreeToPlan } from './pick-plan.ts';
import { PlanPreview } from './plan-preview.ts';
import { stepsByHand } from './steps-by-hand.ts';

type Server = Pick<TiebeamClient, 'request'>;

/** Asks for a resource, shows what it changes, and writes it. Nothing is written before the person has seen the plan. */
export async function addResource(server: Server): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) return;
  if (!(await isMadeByTiebeam(server, folder))) return;
  const answers = await askResource();
  if (answers === undefined || !(await saveFiles(folder))) return;
  const wish: ResourceWish = { folder, ...answers };
  const plan = PlanResourceResult.parse(await server.request<unknown>(PLAN_RESOURCE, wish));
  if (plan.kind === 'present') return void vscode.window.showInformationMessage(plan.message);
  if (plan.kind !== 'plan') return void vscode.window.showWarningMessage(plan.message);
  const preview = new PlanPreview();
  try {
    if (!(await agreeToPlan(plan, (file) => preview.show(plan.folder, file)))) return;
  } finally {
    await preview.close();
    preview.dispose();
  }
  await write(server, wish, plan);
}

async function write(server: Server, wish: ResourceWish, plan: ResourcePlanShown): Promise<void> {
  const params: AddResourceParams = { wish, digest: plan.digest, skipConflicts: plan.conflicts.length > 0 };
  const title = vscode.l10n.t('Tiebeam adds {0}', plan.resource);
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_progress, token) => AddResourceResult.parse(await server.request<unknown>(ADD_RESOURCE, params, token)),
  );
  if (result.kind === 'cancelled') return;
  if (result.kind === 'failed') return void vscode.window.showErrorMessage(result.message);
  if (plan.conflicts.length > 0) await showReport(vscode.l10n.t('By hand'), stepsByHand(plan.resource, plan.conflicts));
  const { undo, created, changed, notes } = result;
  const [verify, takeBack] = [vscode.l10n.t('Verify'), vscode.l10n.t('Undo')];
  const text = [vscode.l10n.t('{0} was added: {1} new files, {2} changed.', plan.resource, created, changed), ...notes].join(' ');
  const answer = await vscode.window.showInformationMessage(text, verify, ...(undo === undefined ? [] : [takeBack]));
  if (answer === verify) await vscode.commands.executeCommand('tiebeam.verifyProject', vscode.Uri.file(plan.folder));
  if (answer !== takeBack || undo === undefined) return;
  const undone = UndoResult.parse(await server.request<unknown>(UNDO, { undo }));
  if (undone.kind === 'refused') await vscode.window.showWarningMessage(undone.reason);
  else vscode.window.setStatusBarMessage(vscode.l10n.t('{0} was taken back', plan.resource), 5_000);
}

/** Says before any question why nothing can be added to a project that no decisions are known of. */
async function isMadeByTiebeam(server: Server, folder: string): Promise<boolean> {
  const wish: ResourceWish = { folder, name: 'example', fields: 'name:string' };
  const plan = (await hasDecisions(folder))
    ? undefined
    : PlanResourceResult.parse(await server.request<unknown>(PLAN_RESOURCE, wish));
  if (plan?.kind !== 'refused') return true;
  await vscode.window.showWarningMessage(plan.message);
  return false;
}

/** Whether the nearest `tiebeam.json`, in the folder or above it, seems to record decisions; the server looks closer. */
async function hasDecisions(folder: string): Promise<boolean> {
  const text = await vscode.workspace.fs.readFile(vscode.Uri.file(path.join(folder, 'tiebeam.json'))).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );
  if (text !== undefined) return text.includes('"decisions"');
  const above = path.dirname(folder);
  return above !== folder && hasDecisions(above);
}

async function pickFolder(): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (folders.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t('Open the folder of the project that gets the resource.'));
  }
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : undefined;
}

/** Name and fields; going back keeps what was typed. Undefined when the person cancels. */
async function askResource(): Promise<{ readonly name: string; readonly fields: string } | undefined> {
  let [name, fields] = ['', 'name:string'];
  for (;;) {
    const first = await askLine({
      step: 1,
      total: 2,
      canGoBack: false,
      title: vscode.l10n.t('Add a resource: its name'),
      value: name,
      prompt: () => vscode.l10n.t('In the singular, such as order-line'),
      problem: (it) => firstProblem(it, 'name:string'),
    });
    if (first === undefined || first === isBack) return undefined;
    name = first.value;
    const second = await askLine({
      step: 2,
      total: 2,
      canGoBack: true,
      title: vscode.l10n.t('Add {0}: its fields', name),
      value: fields,
      prompt: () => vscode.l10n.t('Such as: title:string!,total:decimal,note:text? (! is unique, ? is optional)'),
      problem: (it) => firstProblem(name, it),
    });
    if (second === undefined) return undefined;
    if (second !== isBack) {
      fields = second.value;
      return { name, fields };
    }
  }
}

function firstProblem(name: string, fields: string): string | undefined {
  const parsed = parseResource({ name, fields });
  return parsed.ok ? undefined : parsed.problems[0]?.message;
}

/** The server merges with what is on disk, so nothing may be open and unsaved. Gives false when the person does not want to save. */
async function saveFiles(folder: string): Promise<boolean> {
  const isBelow = ({ uri }: vscode.TextDocument): boolean => uri.scheme === 'file' && uri.fsPath.startsWith(folder + path.sep);
  const unsaved = vscode.workspace.textDocuments.filter((it) => it.isDirty && isBelow(it));
  if (unsaved.length === 0) return true;
  const save = vscode.l10n.t('Save and Continue');
  const question = vscode.l10n.t(
    '{0} files of the project are not saved. The resource is merged with what is on disk.',
    unsaved.length,
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true }, save)) !== save) return false;
  const saved = await Promise.all(unsaved.map((it) => it.save()));
  return saved.every(Boolean);
}
