import type { Expectations } from './expectations.ts';
import type { VerifiedProject } from './project.ts';
import type { ProbeId } from './report.ts';
import type { Session } from './session.ts';

/** One promise of the behaviour contract, and the way to see from outside whether it is kept. */
export interface Probe {
  readonly id: ProbeId;
  readonly title: string;
  /** `built`: it starts what the build probe has built, so it is blocked where the build failed. */
  readonly needs: 'sources' | 'built';
  /** Why the promise does not concern a project with these decisions; undefined when it does. */
  readonly exemption: (project: VerifiedProject) => string | undefined;
  /** Patterns of the line in the project's source that a person would change; the first that is found is shown. */
  readonly sourcePatterns?: readonly RegExp[];
  /** Notes what holds and what does not; a thrown `Unmet` ends the probe. */
  readonly run: (session: Session, expect: Expectations) => Promise<void>;
}
