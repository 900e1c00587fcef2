import * as vscode from 'vscode';
import type { MapAction } from '#map/map-messages.ts';
import type { StructureSource } from '../structure/structure-source.ts';
import type { ViewState } from '../view-state.ts';
import { loadPage } from '../webview-panel.ts';
import { type MapFileToSave, startMapSession } from './map-session.ts';
import { MAP_VIEW } from './map-tab.ts';

export interface MapPanelParts {
  readonly context: vscode.ExtensionContext;
  readonly source: StructureSource;
  readonly viewState: ViewState;
  readonly log: vscode.LogOutputChannel;
}

let open: vscode.WebviewPanel | undefined;

/** Opens the map, or brings it to the front: there is one in a window. */
export function openMap(parts: MapPanelParts): void {
  if (open !== undefined) {
    open.reveal();
    return;
  }
  showMap(vscode.window.createWebviewPanel(MAP_VIEW, vscode.l10n.t('Architecture Map'), vscode.ViewColumn.Active), parts);
}

/** Puts the map into a panel, a new one or one that VS Code has restored. It follows the code while it is seen. */
export function showMap(panel: vscode.WebviewPanel, { context, source, viewState, log }: MapPanelParts): void {
  open = panel;
  const { webview } = panel;
  const session = startMapSession(
    {
      state: () => stateOf(viewState, source),
      structures: () => source.structures,
      open: openAt,
      save,
      run,
      log: (problem) => log.error(problem),
    },
    (message) => void webview.postMessage(message),
  );
  const subscriptions = vscode.Disposable.from(
    webview.onDidReceiveMessage((message: unknown) => session.hear(message)),
    source.watch(() => panel.visible),
    source.onDidChange(() => session.tell()),
    viewState.onDidChange(() => session.tell()),
    panel.onDidChangeViewState(() => source.look()),
  );
  panel.onDidDispose(() => {
    open = undefined;
    subscriptions.dispose();
  });
  loadPage(panel, context, 'map', vscode.l10n.t('Architecture Map'));
}

function stateOf(viewState: ViewState, source: StructureSource) {
  switch (viewState.current) {
    case 'no-folder':
    case 'virtual':
    case 'off':
      return viewState.current;
    case 'failed':
      return source.structures.length > 0 ? 'shown' : 'failed';
    // A server that is starting again has not failed to say what it has not been asked yet.
    case 'scanning':
      return source.state === 'failed' ? 'reading' : source.state;
    default:
      return source.state;
  }
}

/** The same commands as in the welcome texts of the other views. */
const COMMANDS = {
  restart: ['tiebeam.restartServer'],
  log: ['tiebeam.showLog'],
  openFolder: ['vscode.openFolder'],
  settings: ['workbench.action.openSettings', 'tiebeam.enable'],
} as const satisfies Readonly<Record<MapAction, readonly [string, ...unknown[]]>>;

function run(action: MapAction): void {
  const [command, ...args] = COMMANDS[action];
  void vscode.commands.executeCommand(command, ...args);
}

async function openAt(folder: string, path: string, line: number): Promise<void> {
  const at = new vscode.Position(line - 1, 0);
  const uri = vscode.Uri.joinPath(vscode.Uri.parse(folder), path);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
}

async function save({ folder, name, format, text }: MapFileToSave): Promise<void> {
  const filters = format === 'svg' ? { SVG: ['svg'] } : { Mermaid: ['mmd', 'mermaid'] };
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(folder), name),
    filters,
    title: vscode.l10n.t('Export the Map'),
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  const openFile = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('The map was written.'), openFile);
  if (answer === openFile) await vscode.commands.executeCommand('vscode.open', target);
}
