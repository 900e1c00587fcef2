export interface SwallowedData {
  /** What was tried, as the code calls it; '' where nothing can be named. */
  readonly call: string;
}

export const RERAISE = { id: 'rethrow', kind: 'suggest', title: 'Let the error go on to the caller' } as const;
