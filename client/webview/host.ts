/** The editor around a page: what goes out, what comes in, and what is kept while the tab is hidden or the window reloaded. */
export interface Host<Outgoing, Incoming, State> {
  readonly send: (message: Outgoing) => void;
  readonly keep: (state: State) => void;
  /** What was kept; undefined for a new page and for a state of another form. */
  readonly kept: () => State | undefined;
  /** The message that came with the page, so that nothing has to be waited for; undefined where there is none, or one of another form. */
  readonly first: () => Incoming | undefined;
  /** Gives what ends it. */
  readonly listen: (handler: (message: Incoming) => void) => () => void;
}

/** The element of the page that holds the first message; see `client/src/webview-panel.ts`. */
const FIRST_ID = 'first';

/** A schema that tells what fits it. */
interface Form<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** Connects to the editor; may be called once, since the editor hands its connection out once. Messages of another form are ignored. */
export function connectHost<Outgoing, Incoming, State>(
  incoming: Form<Incoming>,
  state: Form<State>,
): Host<Outgoing, Incoming, State> {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    keep: (next) => api.setState(next),
    kept: () => fitting(state, api.getState()),
    first: () => {
      const text = document.getElementById(FIRST_ID)?.textContent;
      return text ? fitting(incoming, JSON.parse(text)) : undefined;
    },
    listen: (handler) => {
      const hear = ({ data }: MessageEvent<unknown>): void => {
        const message = incoming.safeParse(data);
        if (message.success) handler(message.data);
      };
      window.addEventListener('message', hear);
      return () => window.removeEventListener('message', hear);
    },
  };
}

function fitting<T>(form: Form<T>, value: unknown): T | undefined {
  const read = form.safeParse(value);
  return read.success ? read.data : undefined;
}
