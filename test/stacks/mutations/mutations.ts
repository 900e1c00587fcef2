import type { Decisions } from '#decisions/decisions.ts';
import type { ProbeId } from '#verify/report.ts';
import { django } from './django.ts';
import { express } from './express.ts';
import { fastapi } from './fastapi.ts';
import { fastify } from './fastify.ts';
import { go } from './go.ts';
import { nextjs } from './nextjs.ts';

/** What is broken by hand, in every back end, with the probe that has to turn red. */
export const breakages = [
  { id: 'type-error', title: 'a type error', probe: 'build' },
  { id: 'any-origin', title: 'every origin with credentials', probe: 'own-rules' },
  { id: 'secret-default', title: 'a default for the secret', probe: 'fail-fast' },
  { id: 'blind-readiness', title: 'a readiness that never looks', probe: 'health' },
  { id: 'swallowed-error', title: 'an error that is swallowed: an empty list where the database is down', probe: 'health' },
  { id: 'told-error', title: 'an unexpected error that is told as it is', probe: 'health' },
  { id: 'endless-page', title: 'a page without an end', probe: 'crud' },
  { id: 'nameless-refusal', title: 'a refusal that names no field', probe: 'validation' },
  { id: 'endless-token', title: 'a token without an end', probe: 'auth' },
  { id: 'open-list', title: 'a list for everybody', probe: 'auth' },
  { id: 'no-role', title: 'a deletion that asks for no role', probe: 'crud' },
  { id: 'no-origin-list', title: 'no list of origins', probe: 'cors' },
  { id: 'no-rate-limit', title: 'a rate limit that nobody reaches', probe: 'headers-limits' },
  { id: 'no-security-headers', title: 'no security headers', probe: 'headers-limits' },
  { id: 'any-request-id', title: 'an id that is taken over whatever it is', probe: 'request-id' },
  { id: 'logged-bodies', title: 'bodies in the log', probe: 'logs' },
  { id: 'silent-changes', title: 'changes that nobody is told', probe: 'realtime' },
  { id: 'skipped-migration', title: 'a migration that is skipped', probe: 'persistence' },
  { id: 'one-way-migration', title: 'a migration that is not taken back', probe: 'persistence' },
  { id: 'deaf-process', title: 'no ear for SIGTERM', probe: 'shutdown' },
  { id: 'silent-banner', title: 'an alert that says something else', probe: 'front-end' },
] as const satisfies readonly Breakage[];

export interface Breakage {
  readonly id: string;
  readonly title: string;
  readonly probe: ProbeId;
}

/** How something is broken in one file. */
export interface Edit {
  /** Path in the project. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** One edit for each of the breakages. */
export type Edits = Readonly<Record<(typeof breakages)[number]['id'], Edit>>;

/** Edits of the default project of each back end, with SQLite, server-sent events and the resource `product`. */
export const editsOf: Readonly<Record<Decisions['backend'], Edits>> = { express, nextjs, fastify, fastapi, django, go };
