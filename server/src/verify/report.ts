/** The probes in the order in which they run. */
export const probeIds = [
  'build',
  'own-rules',
  'fail-fast',
  'health',
  'crud',
  'validation',
  'auth',
  'cors',
  'headers-limits',
  'request-id',
  'logs',
  'realtime',
  'persistence',
  'shutdown',
  'front-end',
] as const;
export type ProbeId = (typeof probeIds)[number];

/** A line of a file; `path` is relative to the root of the project, `line` 1-based and missing for the file as a whole. */
export interface Place {
  readonly path: string;
  readonly line?: number;
}

/** What was expected, what came instead, and where to look. */
export interface Failure {
  readonly expected: string;
  readonly actual: string;
  /** The request that showed it, such as `POST /api/products → 500`, with the body of the answer, shortened. */
  readonly request?: string;
  readonly place?: Place;
  /** Lines of output that belong to it, secrets blotted out. */
  readonly log?: string;
}

export type ProbeOutcome =
  /** `checks` counts what was found to hold. */
  | { readonly kind: 'passed'; readonly checks: number }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] }
  | { readonly kind: 'not-applicable'; readonly reason: string }
  /** Not run, because the probe it builds on is red. */
  | { readonly kind: 'blocked'; readonly reason: string }
  /** Not run or not finished, because the run was cancelled or its time was up. */
  | { readonly kind: 'cancelled'; readonly reason: string };

export interface ProbeReport {
  readonly id: ProbeId;
  readonly title: string;
  readonly outcome: ProbeOutcome;
  /** Milliseconds. */
  readonly ms: number;
}

export interface VerifyReport {
  /** Name of the project's folder. */
  readonly project: string;
  /** How a project was run that does not say so itself; missing for one that does. */
  readonly how?: readonly string[];
  readonly probes: readonly ProbeReport[];
  /** Milliseconds for the whole run. */
  readonly ms: number;
  /** Absolute paths of what is kept for looking at, such as screenshots. */
  readonly artefacts: readonly string[];
}

/** Tells whether nothing is wrong: every probe that ran passed, and every probe that applies ran. */
export function isGreen(report: VerifyReport): boolean {
  return report.probes.every(({ outcome }) => outcome.kind === 'passed' || outcome.kind === 'not-applicable');
}
