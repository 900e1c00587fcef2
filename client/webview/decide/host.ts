import { PanelMessage, type SheetMessage, SheetState } from '#decisions/sheet-messages.ts';

/** The editor around the sheet. */
export interface Host {
  readonly send: (message: SheetMessage) => void;
  /** Keeps the state while the tab is hidden or reloaded. */
  readonly keep: (state: SheetState) => void;
  /** What was kept; undefined for a new sheet and for a state of another version. */
  readonly kept: () => SheetState | undefined;
  readonly listen: (handler: (message: PanelMessage) => void) => void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** Connects to the editor; may be called once, since the editor hands its connection out once. Messages of another form are ignored. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    keep: (state) => api.setState(state),
    kept: () => SheetState.safeParse(api.getState()).data,
    listen: (handler) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const message = PanelMessage.safeParse(event.data);
        if (message.success) handler(message.data);
      }),
  };
}
