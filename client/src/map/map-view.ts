import * as vscode from 'vscode';
import type { MapPanelParts } from './map-panel.ts';
import { MAP_VIEW } from './map-tab.ts';

/** Brings a map back that was open when the window was closed. The page itself is loaded only then. */
export function restoreMaps(parts: MapPanelParts): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(MAP_VIEW, {
    async deserializeWebviewPanel(panel) {
      const { showMap } = await import('./map-panel.ts');
      showMap(panel, parts);
    },
  });
}
