import { type MapPageMessage, MapPageState, MapPanelMessage } from '#map/map-messages.ts';

/** The editor around the map. */
export interface Host {
  readonly send: (message: MapPageMessage) => void;
  readonly keep: (state: MapPageState) => void;
  /** What was kept; undefined for a new page and for a state of another form. */
  readonly kept: () => MapPageState | undefined;
  /** Gives what ends it. */
  readonly listen: (handler: (message: MapPanelMessage) => void) => () => void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** Connects to the editor; may be called once. Messages of another form are ignored. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    keep: (state) => api.setState(state),
    kept: () => MapPageState.safeParse(api.getState()).data,
    listen: (handler) => {
      const hear = (event: MessageEvent<unknown>): void => {
        const message = MapPanelMessage.safeParse(event.data);
        if (message.success) handler(message.data);
      };
      window.addEventListener('message', hear);
      return () => window.removeEventListener('message', hear);
    },
  };
}
