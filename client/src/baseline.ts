import * as vscode from 'vscode';
import { BASELINE, type BaselineParams, type BaselineResult } from '#protocol/findings.ts';
import { INITIALISE, type InitialiseResult } from '#protocol/server.ts';
import { applyToConfiguration } from './configuration-edit.ts';
import type { TiebeamClient } from './language-client.ts';
import { refuseUntrusted } from './trust.ts';

/** Changes the baseline of the folder that the person works in, and says what became of it. */
export async function changeBaseline(client: TiebeamClient, params: BaselineParams): Promise<void> {
  if (await refuseUntrusted(vscode.l10n.t('The baseline is not changed'))) return;
  const { message, use } = await client.request<BaselineResult>(BASELINE, { ...place(), ...params });
  void offerToHide(message, use);
}

/** Writes a first `tiebeam.json` and shows it. */
export async function initialise(client: TiebeamClient): Promise<void> {
  if (await refuseUntrusted(vscode.l10n.t('tiebeam.json is not written'))) return;
  const { message, uri } = await client.request<InitialiseResult>(INITIALISE, place());
  if (uri !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(uri));
  void vscode.window.showInformationMessage(message);
}

/** A baseline that nobody asks changes nothing that a person sees. */
async function offerToHide(message: string, use: BaselineResult['use']): Promise<void> {
  const hide = vscode.l10n.t('Hide Them');
  const answer = await vscode.window.showInformationMessage(message, ...(use === undefined ? [] : [hide]));
  if (answer === hide && use !== undefined) await applyToConfiguration(use);
}

/** The document that is open in front; with several folders it tells which one is meant. */
function place(): { readonly uri?: string } {
  const document = vscode.window.activeTextEditor?.document;
  return document?.uri.scheme === 'file' ? { uri: document.uri.toString() } : {};
}
