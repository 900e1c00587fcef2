import { together } from './expectations.ts';
import type { VerifiedProject } from './project.ts';
import type { Failure, ProbeId } from './report.ts';

/** What this version cannot look at yet, told as a failure: a promise that nobody has checked is not green. Undefined when the probe can be run. */
export function notYetVerified(id: ProbeId, { decisions }: VerifiedProject): Failure | undefined {
  if (id === 'build' || id === 'own-rules') return undefined;
  const lacking = [
    ...(decisions.database === 'sqlite' || decisions.database === 'postgresql'
      ? []
      : [`a database of the kind ${decisions.database}`]),
    ...(decisions.api === 'rest' || decisions.api === 'trpc' ? [] : [`an API of the kind ${decisions.api}`]),
    ...(['jwt', 'session', 'none'].includes(decisions.auth) ? [] : [`sign-in by ${decisions.auth}`]),
  ];
  if (lacking.length === 0) return undefined;
  return {
    expected: 'Tiebeam knows how to verify what was decided',
    actual: `this version does not verify ${together(lacking)} yet`,
    place: { path: 'tiebeam.json' },
  };
}
