import * as vscode from 'vscode';
import type { StatusParams } from '#protocol';
import type { TiebeamClient } from './language-client.ts';
import { DOCUMENT_SELECTOR } from './relevant-documents.ts';
import type { ServerStatus } from './workspace-state.ts';

/** The language status item: what the server does, how long the last check took, what it found. A click opens the log. */
export function showStatus(client: TiebeamClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('tiebeam.status', [...DOCUMENT_SELECTOR]);
  item.name = 'Tiebeam';
  item.command = { command: 'tiebeam.showLog', title: vscode.l10n.t('Show Log') };
  const update = (status: ServerStatus) => Object.assign(item, describe(status));
  update(client.status);
  return vscode.Disposable.from(item, client.onDidChangeStatus(update));
}

type Description = Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'severity' | 'busy'>;

function describe(status: ServerStatus): Description {
  const { Information, Error: Failure, Warning } = vscode.LanguageStatusSeverity;
  const { t } = vscode.l10n;
  switch (status.state) {
    case 'stopped':
      return { text: t('Tiebeam: off'), detail: t('The server is not running'), severity: Information, busy: false };
    case 'starting':
      return { text: t('Tiebeam: starting'), detail: '', severity: Information, busy: true };
    case 'scanning':
      return { text: t('Tiebeam: reading the code'), detail: progressOf(status), severity: Information, busy: true };
    case 'failed':
      return { text: t('Tiebeam: failed'), detail: status.problem ?? t('The log says more'), severity: Failure, busy: false };
    case 'ready':
      return {
        text: `Tiebeam: ${findingsOf(status)}`,
        detail: status.problem ?? measureOf(status),
        severity: status.problem === undefined ? Information : Warning,
        busy: false,
      };
  }
}

function findingsOf({ findings: { error, warning, info } }: StatusParams): string {
  const { t } = vscode.l10n;
  if (error + warning + info === 0) return t('nothing found');
  return [
    error === 1 ? t('1 error') : t('{0} errors', error),
    warning === 1 ? t('1 warning') : t('{0} warnings', warning),
    info === 1 ? t('1 note') : t('{0} notes', info),
  ].join(', ');
}

function progressOf({ progress }: StatusParams): string {
  return progress === undefined ? '' : vscode.l10n.t('{0} of {1} files', progress.done, progress.total);
}

function measureOf({ files, lastCheckMs, heldBack, layered }: StatusParams): string {
  const { t } = vscode.l10n;
  return [
    lastCheckMs === undefined ? t('{0} files', files) : t('{0} files, last check {1} ms', files, Math.round(lastCheckMs)),
    heldBack === undefined ? '' : t('{0} held back', heldBack),
    layered === undefined ? '' : t('{0} of {1} with a layer', layered.known, layered.files),
  ]
    .filter((it) => it !== '')
    .join('; ');
}
