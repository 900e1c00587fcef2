import * as z from 'zod';
import { layOut } from '#map/layout.ts';
import { type MapAction, type MapPageMessage, type MapPanelMessage, MapPageMessage as PageMessage } from '#map/map-messages.ts';
import { mapMermaid } from '#map/mermaid.ts';
import { mapSvg } from '#map/svg.ts';
import type { FolderStructure } from '#protocol/structure.ts';

/** What the session needs of the editor around it. */
export interface MapEditor {
  readonly state: () => MapPanelMessage['state'];
  readonly structures: () => readonly FolderStructure[];
  readonly open: (folder: string, path: string, line: number) => Promise<void>;
  /** Asks where to, and writes; nothing where the person cancels. */
  readonly save: (file: MapFileToSave) => Promise<void>;
  readonly run: (action: MapAction) => void;
  readonly log: (problem: string) => void;
}

export interface MapFileToSave {
  readonly folder: string;
  readonly name: string;
  readonly format: 'svg' | 'mermaid';
  readonly text: string;
}

export interface MapSession {
  /** Takes a message of the page; one of another form is logged and dropped. */
  readonly hear: (message: unknown) => Promise<void>;
  /** Tells the page what there is now. */
  readonly tell: () => void;
}

/** The conversation between the page of the map and the editor. What `post` sends while the page is hidden may be lost: the page asks when it is back. */
export function startMapSession(editor: MapEditor, post: (message: MapPanelMessage) => void): MapSession {
  const tell = (): void => post({ kind: 'maps', state: editor.state(), maps: editor.structures() });
  const answer = async (message: MapPageMessage): Promise<void> => {
    switch (message.kind) {
      case 'ready':
        return tell();
      case 'open': {
        // Only what is on the map is opened, wherever the message comes from.
        const isKnown = editor
          .structures()
          .some(
            ({ folder, map }) =>
              folder === message.folder &&
              (map.files.some((it) => it.path === message.path) || map.routes.some((it) => it.file === message.path)),
          );
        return isKnown ? editor.open(message.folder, message.path, message.line) : undefined;
      }
      case 'run':
        return editor.run(message.action);
      case 'export': {
        const map = editor.structures().find((it) => it.folder === message.folder)?.map;
        if (!map) return undefined;
        const { folder, format, folded } = message;
        const folding = { units: new Set(folded.units), cells: new Set(folded.cells) };
        const text = format === 'svg' ? mapSvg(map, layOut(map, folding)) : mapMermaid(map);
        return editor.save({ folder, name: format === 'svg' ? 'architecture.svg' : 'architecture.mmd', format, text });
      }
    }
  };
  return {
    tell,
    async hear(message) {
      const parsed = PageMessage.safeParse(message);
      if (!parsed.success) {
        editor.log(`a message of the map has another form: ${z.prettifyError(parsed.error)}`);
        return;
      }
      try {
        await answer(parsed.data);
      } catch (error) {
        editor.log(
          `the message '${parsed.data.kind}' of the map failed: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    },
  };
}
