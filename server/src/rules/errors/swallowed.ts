export interface SwallowedData {
  /** What was tried, as the code calls it; '' where nothing can be named. */
  readonly call: string;
}

export const RERAISE = { id: 'rethrow', kind: 'suggest', title: 'Let the error go on to the caller' } as const;
export const LOG_AND_RETHROW = { id: 'log-and-rethrow', kind: 'suggest', title: 'Log the error and let it go on' } as const;
export const LOG_ON = { id: 'log-and-continue', kind: 'suggest', title: 'Log the error and go on' } as const;
