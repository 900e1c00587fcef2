import type { Configuration } from '#decisions/configuration.ts';
import { type Decisions, defaultRequirements } from '#decisions/decisions.ts';
import type { Resource } from '#decisions/resource.ts';

export type BackEndRun = NonNullable<NonNullable<Configuration['run']>['backend']>;
export type FrontEndRun = NonNullable<NonNullable<Configuration['run']>['frontend']>;

/** What the probes know of a project: what `tiebeam.json` says, and nothing of how it was made. */
export interface VerifiedProject {
  readonly decisions: Pick<Decisions, 'frontend' | 'database' | 'api' | 'realtime' | 'auth'>;
  readonly resources: readonly Resource[];
  readonly backEnd: BackEndRun | undefined;
  readonly frontEnd: FrontEndRun | undefined;
}

/** Takes the parts of a configuration that matter here. A decision that is not written down has its default. */
export function verifiedProject(configuration: Pick<Configuration, 'decisions' | 'resources' | 'run'>): VerifiedProject {
  const chosen = configuration.decisions;
  return {
    decisions: {
      frontend: chosen?.frontend ?? (configuration.run?.frontend === undefined ? 'none' : defaultRequirements.frontend),
      database: chosen?.database ?? defaultRequirements.database,
      api: chosen?.api ?? defaultRequirements.api,
      realtime: chosen?.realtime ?? defaultRequirements.realtime,
      auth: chosen?.auth ?? defaultRequirements.auth,
    },
    resources: configuration.resources ?? [],
    backEnd: configuration.run?.backend,
    frontEnd: configuration.run?.frontend,
  };
}
