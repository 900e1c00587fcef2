import * as vscode from 'vscode';
import type { VerifyResult } from '#protocol/verification.ts';
import { pickFolderOnDisk } from '../disk-folder.ts';
import { showReport } from '../pages.ts';
import { refuseUntrusted } from '../trust.ts';
import type { VerificationTests } from './verification-tests.ts';

/** Runs all probes of a folder in the Test Explorer, and says how they ended. Undefined where nothing was run. */
export async function verifyProject(tests: VerificationTests, given?: vscode.Uri): Promise<VerifyResult | undefined> {
  if (await refuseUntrusted(vscode.l10n.t('The project is not verified'))) return undefined;
  const folder = given ?? (await pickFolderOnDisk(vscode.l10n.t('Open the folder of the project that is to be verified.')));
  if (folder === undefined) return undefined;
  const result = await tests.verify(folder);
  if (result !== undefined) void offerReport(folder, result);
  return result;
}

/** The person who asked for a long run may look elsewhere when it ends. */
async function offerReport(folder: vscode.Uri, { passed, failed, markdown }: VerifyResult): Promise<void> {
  const name = folder.path.split('/').at(-1) ?? '';
  const show = vscode.l10n.t('Show Report');
  const answer =
    failed === 0
      ? await vscode.window.showInformationMessage(vscode.l10n.t('{0} is verified: {1} probes passed.', name, passed), show)
      : await vscode.window.showWarningMessage(
          vscode.l10n.t('Verification of {0}: {1} probes passed, {2} did not.', name, passed, failed),
          show,
        );
  if (answer === show) await showReport(vscode.l10n.t('Verification'), markdown);
}
