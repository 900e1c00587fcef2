import { type MapPageMessage, MapPageState, MapPanelMessage } from '#map/map-messages.ts';
import { connectHost, type Host } from '../host.ts';

/** The editor around the map. */
export type MapHost = Host<MapPageMessage, MapPanelMessage, MapPageState>;

/** May be called once. */
export function connectMap(): MapHost {
  return connectHost(MapPanelMessage, MapPageState);
}
