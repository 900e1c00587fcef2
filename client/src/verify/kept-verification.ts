import type * as vscode from 'vscode';
import type { VerificationView } from '#protocol/handoff.ts';
import type { VerifyProgressParams } from '#protocol/verification.ts';

/** How a probe ended, and when. */
export interface KeptOutcome {
  readonly state: Exclude<VerifyProgressParams['state'], 'running'>;
  /** ISO 8601. */
  readonly at: string;
}

/** What the probes of each folder said the last time they ran, in whatever window: a new project is verified before it is opened. */
export interface KeptVerifications {
  readonly keep: (folder: vscode.Uri, outcomes: ReadonlyMap<string, KeptOutcome>) => Thenable<void>;
  /** Undefined where no probe of the folder has come to an end yet. */
  readonly summaryOf: (folder: vscode.Uri) => VerificationView | undefined;
}

const KEY = 'tiebeam.verifications';

type Kept = Readonly<Record<string, Readonly<Record<string, KeptOutcome>>>>;

export function keepVerifications(state: vscode.Memento): KeptVerifications {
  const all = (): Kept => state.get<Kept>(KEY, {});
  return {
    /** Probes that were run alone take the place of what they said before; the others stay. */
    keep: (folder, outcomes) => {
      const key = folder.toString();
      return state.update(KEY, { ...all(), [key]: { ...all()[key], ...Object.fromEntries(outcomes) } });
    },
    summaryOf: (folder) => {
      const kept = Object.entries(all()[folder.toString()] ?? {});
      if (kept.length === 0) return undefined;
      const named = (...states: readonly KeptOutcome['state'][]): readonly string[] =>
        kept.filter(([, it]) => states.includes(it.state)).map(([probe]) => probe);
      // The oldest day is the one that holds for all of them.
      const [at = ''] = kept.map(([, it]) => it.at.slice(0, 10)).sort();
      return {
        at,
        passed: named('passed').length,
        failed: named('failed'),
        notRun: named('blocked', 'cancelled').length,
      };
    },
  };
}
