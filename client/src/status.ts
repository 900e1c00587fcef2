import * as vscode from 'vscode';
import type { StatusParams } from '#protocol/server.ts';
import type { TiebeamClient } from './language-client.ts';
import { DOCUMENT_SELECTOR } from './relevant-documents.ts';
import type { ServerStatus } from './workspace-state.ts';

/**
 * The language status item: what the server does, how long the last check took, what it found, how much has a layer, and why checks
 * wait where they are slow. A click opens the log; where the server failed it starts it again. The log keeps what each reading of the code came to.
 */
export function showStatus(client: TiebeamClient, log: vscode.LogOutputChannel): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('tiebeam.status', [...DOCUMENT_SELECTOR]);
  item.name = 'Tiebeam';
  let before: ServerStatus['state'] | undefined;
  const update = (status: ServerStatus) => {
    const described = describe(status);
    const label = [described.text, described.detail].filter((it) => it !== '').join('. ');
    if (status.state === 'ready' && before !== 'ready') log.info(label);
    before = status.state;
    Object.assign(item, described, { accessibilityInformation: { label } });
  };
  update(client.status);
  return vscode.Disposable.from(item, client.onDidChangeStatus(update));
}

type Description = Pick<vscode.LanguageStatusItem, 'text' | 'severity' | 'busy' | 'command'> & { readonly detail: string };

function describe(status: ServerStatus): Description {
  const { Information, Error: Failure, Warning } = vscode.LanguageStatusSeverity;
  const { t } = vscode.l10n;
  const command = { command: 'tiebeam.showLog', title: t('Show Log') };
  switch (status.state) {
    case 'stopped':
      return { text: t('Tiebeam: off'), detail: t('The server is not running'), severity: Information, busy: false, command };
    case 'starting':
      return { text: t('Tiebeam: starting'), detail: '', severity: Information, busy: true, command };
    case 'scanning':
      return { text: t('Tiebeam: reading the code'), detail: progressOf(status), severity: Information, busy: true, command };
    case 'failed':
      return {
        text: t('Tiebeam: failed'),
        detail: status.problem ?? t('The log says more'),
        severity: Failure,
        busy: false,
        command: { command: 'tiebeam.restartServer', title: t('Restart Server') },
      };
    case 'ready':
      return {
        text: t('Tiebeam: {0}', findingsOf(status)),
        detail: [...(status.problem === undefined ? [] : [status.problem]), measureOf(status)].join('; '),
        severity: status.problem === undefined ? Information : Warning,
        busy: false,
        command,
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

/** Short: the hover shows one line, and what to do about it stands at its end. */
function measureOf({ files, lastCheckMs, heldBack, layered }: StatusParams): string {
  const { t } = vscode.l10n;
  return [
    layered === undefined ? t('{0} files', files) : t('{0} of {1} layered', layered.known, layered.files),
    lastCheckMs === undefined ? '' : t('{0} ms', Math.ceil(lastCheckMs)),
    heldBack === undefined ? '' : t('{0} held back', heldBack),
  ]
    .filter((it) => it !== '')
    .join(', ');
}
