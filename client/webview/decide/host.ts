import { PanelMessage, type SheetMessage, SheetState } from '#decisions/sheet-messages.ts';
import { connectHost, type Host } from '../host.ts';

/** The editor around the sheet. */
export type SheetHost = Host<SheetMessage, PanelMessage, SheetState>;

/** May be called once. */
export function connectSheet(): SheetHost {
  return connectHost(PanelMessage, SheetState);
}
