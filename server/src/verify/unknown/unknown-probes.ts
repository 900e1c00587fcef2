import type { Launch } from '#host/launch/launch.ts';
import type { Probe } from '#verify/probe.ts';
import type { ProbeId } from '#verify/report.ts';
import { foreignOrigins, safeHeaders } from './answers.ts';
import { refusals } from './refusals.ts';
import { builds, keepsRules } from './sources.ts';
import { failsFast, stopsInOrder } from './starts-and-ends.ts';
import { answers, idsInAnswers, keepsSecrets } from './traffic.ts';
import type { UnknownServer } from './unknown-server.ts';

/** A probe of a project that Tiebeam did not make. */
export interface UnknownProbe extends Omit<Probe, 'exemption' | 'run'> {
  readonly exemption: (launch: Launch) => string | undefined;
  readonly run: (...it: [...Parameters<Probe['run']>, UnknownServer]) => Promise<void>;
}

/** The same ids in the same order as for a project with a contract, so that reports can be compared; what only a contract promises does not apply. */
export const unknownProbes: readonly UnknownProbe[] = [
  builds,
  keepsRules,
  failsFast,
  answers,
  unsaid('crud', 'Create, read, list, change and delete', 'tiebeam.json names no resources that could be created and read'),
  refusals,
  unsaid('auth', 'Registering, signing in and out', 'nothing says how one signs in to this project'),
  foreignOrigins,
  safeHeaders,
  idsInAnswers,
  keepsSecrets,
  unsaid('realtime', 'Changes reach other clients', 'nothing says which changes this project promises to tell'),
  unsaid('persistence', 'Data outlives a restart', 'tiebeam.json names no resources that could be kept'),
  stopsInOrder,
  unsaid('front-end', 'The built page works in a browser', 'nothing says what the pages of this project show'),
];

function unsaid(id: ProbeId, title: string, reason: string): UnknownProbe {
  return { id, title, needs: 'sources', exemption: () => reason, run: async () => undefined };
}
