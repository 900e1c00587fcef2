import { join, sep } from 'node:path';
import type { Launch } from '#host/launch/launch.ts';
import type { Expectations } from './expectations.ts';
import type { Probe } from './probe.ts';
import { prepare } from './probes/build.ts';
import { probes } from './probes.ts';
import type { Failure } from './report.ts';
import type { Session } from './session.ts';
import { notYetVerified } from './support.ts';
import { prepareUnknown } from './unknown/sources.ts';
import { unknownProbes } from './unknown/unknown-probes.ts';
import { unknownServer } from './unknown/unknown-server.ts';

/** What is tried of one project. */
export interface Contract {
  /** In the order in which they run. */
  readonly probes: readonly TriedProbe[];
  /** Installs and builds without checks and tests: what the other probes need when the build probe itself is not asked for. */
  readonly prepare: (expect: Expectations) => Promise<void>;
  /** Where the line to change is looked for, relative to the root. */
  readonly sourceFolder: string;
  /** Tells whether places in an excerpt of the log are those of an error. */
  readonly isTrace: (log: string) => boolean;
  /** Texts as people are shown them. */
  readonly shorten: (text: string) => string;
}

export interface TriedProbe extends Pick<Probe, 'id' | 'title' | 'needs' | 'sourcePatterns'> {
  readonly exemption: () => string | undefined;
  /** What this version cannot look at yet, told as a failure; undefined when the probe can be run. */
  readonly lacking: () => Failure | undefined;
  readonly run: (expect: Expectations) => Promise<void>;
}

/** Titles of the probes of a project, without one at hand. */
export function probeTitles(isOwn: boolean): readonly Pick<Probe, 'id' | 'title'>[] {
  return isOwn ? probes : unknownProbes;
}

/** The behaviour contract, for a project whose `tiebeam.json` says how it is run. */
export function ownContract(session: Session): Contract {
  const { project } = session;
  return {
    probes: probes.map((probe) => ({
      ...probe,
      exemption: () => probe.exemption(project),
      lacking: () => notYetVerified(probe.id, project),
      run: (expect) => probe.run(session, expect),
    })),
    prepare: (expect) => prepare(session, expect),
    sourceFolder: project.backEnd?.path ?? '',
    isTrace: () => true,
    shorten: (text) => text,
  };
}

/** What every server should hold to, for a project that promised Tiebeam nothing. */
export function unknownContract(session: Session, launch: Launch): Contract {
  const server = unknownServer(session, launch);
  return {
    probes: unknownProbes.map((probe) => ({
      ...probe,
      exemption: () => probe.exemption(launch),
      lacking: () => undefined,
      run: (expect) => probe.run(session, expect, server),
    })),
    prepare: (expect) => prepareUnknown(session, expect, server),
    sourceFolder: launch.folder,
    // Many log where each line was written.
    isTrace: (log) => /Traceback|^\s*at \S|\bpanic:|goroutine \d+|\w*(?:Error|Exception)\b/m.test(log),
    shorten: (text) => text.replaceAll(`${session.root}${sep}`, ''),
  };
}

/** How a project is started that Tiebeam did not make, in sentences for the report. */
export function howItIsRun(launch: Launch): readonly string[] {
  const told = (words: readonly (readonly string[])[]): string => words.map((it) => `\`${it.join(' ')}\``).join(', ');
  const at = launch.folder === '' ? '' : ` in ${join(launch.folder)}`;
  return [
    `It runs in a copy${at}: its own files, databases and .env stay as they are.`,
    ...(launch.install.length === 0 ? [] : [`Installed with ${told(launch.install)}.`]),
    ...(launch.build.length === 0 ? [] : [`Built with ${told(launch.build)}.`]),
    ...(launch.migrate.length === 0 ? [] : [`Migrated with ${told(launch.migrate)}.`]),
    `Started with ${told([launch.start])}.`,
    ...(launch.database === undefined ? [] : ['The database is a temporary PostgreSQL.']),
    ...launch.notes,
  ];
}
