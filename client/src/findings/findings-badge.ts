import * as vscode from 'vscode';
import type { ServerStatus } from '../workspace-state.ts';

/**
 * The number on the icon of Tiebeam: how many errors and warnings it reports; notes and what the baseline holds back do not count. Undefined where
 * there are none, and where nothing is known: no server, or one that failed.
 */
export function findingsBadge(status: ServerStatus): vscode.ViewBadge | undefined {
  if (status.state === 'stopped' || status.state === 'failed') return undefined;
  const { error, warning } = status.findings;
  if (error + warning === 0) return undefined;
  const { t } = vscode.l10n;
  const parts = [
    error === 0 ? '' : error === 1 ? t('1 error') : t('{0} errors', error),
    warning === 0 ? '' : warning === 1 ? t('1 warning') : t('{0} warnings', warning),
  ];
  return { value: error + warning, tooltip: parts.filter((it) => it !== '').join(', ') };
}
