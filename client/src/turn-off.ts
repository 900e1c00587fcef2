import * as vscode from 'vscode';
import { TURN_OFF, type TurnOffParams, type TurnOffResult } from '#protocol/rules.ts';
import { applyToConfiguration } from './configuration-edit.ts';
import type { TiebeamClient } from './language-client.ts';
import { refuseUntrusted } from './trust.ts';

interface FolderItem extends vscode.QuickPickItem {
  readonly folder: string;
}

/** Asks in which folder around a file a rule is to be off, and writes that into `tiebeam.json`. Nothing is written where the person leaves. */
export async function turnOffInFolder(client: TiebeamClient, uri: string, path: string, rule: string): Promise<void> {
  const { t } = vscode.l10n;
  if (await refuseUntrusted(t('The rule is not turned off'))) return;
  const names = path.split('/').slice(0, -1);
  const folders = names.map((_, index): FolderItem => {
    const folder = names.slice(0, names.length - index).join('/');
    return { label: `$(folder) ${folder}/`, folder };
  });
  const project: FolderItem = { label: t('$(root-folder) The whole project'), folder: '' };
  const picked = await vscode.window.showQuickPick([...folders, project], {
    title: t('Turn off {0}', rule),
    placeHolder: t('In which folder? It is written into tiebeam.json, for everybody who works on the project.'),
  });
  if (!picked) return;
  const params: TurnOffParams = { uri, rule, folder: picked.folder };
  await applyToConfiguration(await client.request<TurnOffResult>(TURN_OFF, params));
}
