import type { StructureMap } from '#map/structure-map.ts';

/** Client → server: the maps of all folders, with the findings as they are now. Nothing is computed before it is asked for. */
export const STRUCTURE = 'tiebeam/structure';
export interface StructureParams {
  /** The version that the client has already. */
  readonly known?: string;
}
export interface StructureResult {
  /** False until every folder has been read once. */
  readonly isReady: boolean;
  /** The same for as long as the maps are. */
  readonly version: string;
  /** Undefined where the client has them already. */
  readonly structures?: readonly FolderStructure[];
}
export interface FolderStructure {
  /** The workspace folder; the paths of the map begin there. */
  readonly folder: string;
  readonly map: StructureMap;
}

/** The client's command behind a code lens; its arguments are an address, a position and LSP locations. */
export const PEEK_PLACES = 'tiebeam.peekPlaces';
