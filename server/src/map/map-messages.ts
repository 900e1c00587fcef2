import * as z from 'zod';
import { StructureMap } from './structure-map.ts';

// What the page of the map and the panel that holds it say to each other. Both ends parse every message.

const FoldedKeys = z.strictObject({ units: z.array(z.string()).readonly(), cells: z.array(z.string()).readonly() });
export type FoldedKeys = Readonly<z.infer<typeof FoldedKeys>>;

/** What the page keeps while it is hidden or reloaded. */
export const MapPageState = z.strictObject({
  /** The folder that is shown; the first one where it is not there any more. */
  folder: z.string(),
  folded: FoldedKeys,
  isList: z.boolean(),
});
export type MapPageState = Readonly<z.infer<typeof MapPageState>>;

/** From the page to the panel. */
export const MapPageMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** Opens a file of the map, at a 1-based line. */
  z.strictObject({ kind: z.literal('open'), folder: z.string(), path: z.string(), line: z.int().min(1) }),
  /** What a page without a map offers: to start the server again where it failed, to show the log, to open a folder, and the settings. */
  z.strictObject({ kind: z.literal('run'), action: z.enum(['restart', 'log', 'openFolder', 'settings']) }),
  /** Writes what is shown into a file that the person chooses. */
  z.strictObject({ kind: z.literal('export'), folder: z.string(), format: z.enum(['svg', 'mermaid']), folded: FoldedKeys }),
]);
export type MapPageMessage = Readonly<z.infer<typeof MapPageMessage>>;
export type MapAction = Extract<MapPageMessage, { kind: 'run' }>['action'];

/** From the panel to the page. */
export const MapPanelMessage = z.strictObject({
  kind: z.literal('maps'),
  /** `reading`, `empty`, `failed`: why there is no map; `shown` where there is one. */
  state: z.enum(['reading', 'empty', 'failed', 'shown', 'no-folder', 'off', 'virtual']),
  maps: z.array(z.strictObject({ folder: z.string(), map: StructureMap })).readonly(),
});
export type MapPanelMessage = Readonly<z.infer<typeof MapPanelMessage>>;
