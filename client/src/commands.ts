import * as vscode from 'vscode';
import { RESCAN } from '#protocol/server.ts';
import { changeBaseline, initialise } from './baseline.ts';
import { isItemNode } from './checklist/checklist-nodes.ts';
import type { ChecklistView } from './checklist/checklist-view.ts';
import { copyDiagnosticsReport } from './diagnostics-report.ts';
import { sayNotOnDisk } from './disk-folder.ts';
import { pickRule } from './explain-rule.ts';
import { isFindingRow } from './findings/finding-nodes.ts';
import type { FindingsView } from './findings/findings-view.ts';
import { fixAll } from './fix-all.ts';
import type { TiebeamClient } from './language-client.ts';
import { showFilePage, showRulePage } from './pages.ts';
import { peekPlaces } from './peek-places.ts';
import { showLog } from './show-log.ts';
import type { StructureSource } from './structure/structure-source.ts';
import type { StructureView } from './structure/structure-view.ts';
import { refuseUntrusted } from './trust.ts';
import { turnOffInFolder } from './turn-off.ts';
import type { VerificationTests } from './verify/verification-tests.ts';
import { verifyProject } from './verify/verify-project.ts';
import type { ViewState } from './view-state.ts';
import { writeReason } from './write-reason.ts';

export interface CommandContext {
  readonly context: vscode.ExtensionContext;
  readonly client: TiebeamClient;
  readonly log: vscode.LogOutputChannel;
  readonly viewState: ViewState;
  readonly checklist: ChecklistView;
  readonly structures: StructureSource;
  readonly structure: StructureView;
  readonly findings: FindingsView;
  readonly verification: VerificationTests;
}

/** Registers every command of the manifest. A command that fails says so: the user asked for it. */
export function registerCommands(it: CommandContext): readonly vscode.Disposable[] {
  return Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`tiebeam.${name}`, async (...args: readonly unknown[]) => {
      try {
        if (NEED_DISK.has(name) && it.viewState.current === 'virtual') return await sayNotOnDisk();
        return await run(it, ...args);
      } catch (error) {
        return reportFailure(it, name, error);
      }
    }),
  );
}

/** The server would read nothing, so that these would tell of a folder without code. Those that ask for a folder find out by themselves. */
const NEED_DISK: ReadonlySet<string> = new Set([
  ...['rescanWorkspace', 'explainFile', 'fixAll', 'insertSectionSnippet', 'revealInStructure', 'refreshChecklist'],
  ...['initialise', 'keepFindings', 'pruneBaseline', 'focusNewFindings', 'addResource'],
]);

type Command = (it: CommandContext, ...args: readonly unknown[]) => unknown;

const commands: Readonly<Record<string, Command>> = {
  restartServer: ({ client }) => client.restart(),
  showLog: ({ context, log }) => showLog(log, context.extension.id),
  rescanWorkspace: ({ client }) => rescan(client),
  /** The light bulb and hovers pass a rule, the tree of findings a row; from the palette the user picks one. */
  explainRule: async ({ client }, given) => {
    const rule = typeof given === 'string' ? given : isFindingRow(given) ? given.finding.rule : await pickRule(client);
    return rule === undefined ? undefined : showRulePage(rule);
  },
  explainFile: (_it, given) => {
    const file = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
    if (file === undefined) return vscode.window.showInformationMessage(vscode.l10n.t('Open the file that is to be explained.'));
    return showFilePage(file);
  },
  copyDiagnosticsReport: ({ client, context }) => copyDiagnosticsReport(client, context),
  /** The sheet can be looked at without trust; it says itself why it does not create. */
  newProject: async ({ context, client, log }) => {
    const { openDecisionSheet } = await import('./decide/panel.ts');
    return openDecisionSheet(context, client, log);
  },
  newProjectQuick: async ({ context, client }) => {
    if (await refuseUntrusted(vscode.l10n.t('A project is not created'))) return;
    const { newProjectQuick } = await import('./decide/quick.ts');
    return newProjectQuick(context, client);
  },
  addResource: async ({ client }) => {
    if (await refuseUntrusted(vscode.l10n.t('A resource is not added'))) return;
    const { addResource } = await import('./resource/add-resource.ts');
    return addResource(client);
  },
  fixAll: ({ client }) => fixAll(client),
  /** The light bulb passes the patterns that cure the finding. */
  insertSectionSnippet: async ({ context, client }, given) => {
    const { insertSectionSnippet } = await import('./snippets/insert.ts');
    const patterns = Array.isArray(given) ? given.filter((it) => typeof it === 'string') : undefined;
    return insertSectionSnippet(context, (method, params) => client.request(method, params), patterns);
  },
  showChecklist: ({ checklist }) => checklist.show(),
  showMap: async ({ context, log, viewState, structures }) => {
    const { openMap } = await import('./map/map-panel.ts');
    return openMap({ context, source: structures, viewState, log });
  },
  /** The menus of an editor pass its file. */
  revealInStructure: ({ structure }, given) => {
    const file = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
    if (file === undefined) return vscode.window.showInformationMessage(vscode.l10n.t('Open the file that is to be shown.'));
    return structure.reveal(file);
  },
  refreshChecklist: ({ checklist }) => checklist.refresh(),
  /** Inline in the tree; without a row there is nothing to insert. */
  insertChecklistItem: async ({ context, client }, given) => {
    if (!isItemNode(given)) return;
    const { insertItem } = await import('./checklist/insert-item.ts');
    return insertItem(context, (method, params) => client.request(method, params), given);
  },
  markChecklistItem: async ({ client }, given) => {
    if (!isItemNode(given)) return;
    const { markItem } = await import('./checklist/mark-item.ts');
    return markItem(client, given);
  },
  clearChecklistMark: async ({ client }, given) => {
    if (!isItemNode(given)) return;
    const { clearMark } = await import('./checklist/mark-item.ts');
    return clearMark(client, given);
  },
  initialise: ({ client }) => initialise(client),
  keepFindings: async ({ client, findings }) => {
    await changeBaseline(client, { action: 'keep' });
    await findings.baselineAccepted();
  },
  focusNewFindings: ({ findings }) => findings.focusNew(),
  showNewFindings: ({ findings }) => findings.focusNew(true),
  showAllFindings: ({ findings }) => findings.focusNew(false),
  groupFindingsByLayer: ({ findings }) => findings.groupBy('layer'),
  groupFindingsBySection: ({ findings }) => findings.groupBy('section'),
  /** The light bulb passes the place of the reason. */
  writeReason: (_it, uri, at, start, end) => writeReason(uri, at, start, end),
  /** The light bulb passes the document, the range that is in the way, the words and the rule. */
  showObstacle: async (_it, ...given) => {
    const { showObstacle } = await import('./show-obstacle.ts');
    return showObstacle(...given);
  },
  /** The light bulb passes the document, its path and the rule. */
  turnOffInFolder: ({ client }, uri, at, rule) =>
    typeof uri === 'string' && typeof at === 'string' && typeof rule === 'string'
      ? turnOffInFolder(client, uri, at, rule)
      : undefined,
  pruneBaseline: ({ client }) => changeBaseline(client, { action: 'prune' }),
  /** A code lens passes the document, the place and what is to be seen. */
  peekPlaces: (_it, uri, position, places) => peekPlaces(uri, position, places),
  /** The light bulb passes the document and the finding. */
  addToBaseline: ({ client }, uri, fingerprint) =>
    typeof uri === 'string' && typeof fingerprint === 'string'
      ? changeBaseline(client, { action: 'add', uri, fingerprint })
      : undefined,
  writeHandoff: async ({ client, verification }) => {
    const { writeHandoff } = await import('./handoff/write-handoff.ts');
    return writeHandoff(client, verification.kept);
  },
  verifyProject: ({ verification }, given) => verifyProject(verification, given instanceof vscode.Uri ? given : undefined),
};

function rescan(client: TiebeamClient): Thenable<unknown> {
  const title = vscode.l10n.t('Tiebeam reads the workspace again');
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_progress, token) => client.request(RESCAN, undefined, token),
  );
}

async function reportFailure({ log }: CommandContext, name: string, error: unknown): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const showLog = vscode.l10n.t('Show Log');
  const reason = error instanceof Error ? error.message : String(error);
  const answer = await vscode.window.showErrorMessage(vscode.l10n.t('Tiebeam could not do that: {0}', reason), showLog);
  if (answer === showLog) log.show();
}
