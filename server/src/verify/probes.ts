import type { Probe } from './probe.ts';
import { auth } from './probes/auth.ts';
import { build } from './probes/build.ts';
import { cors } from './probes/cors.ts';
import { crud } from './probes/crud.ts';
import { failFast } from './probes/fail-fast.ts';
import { frontEnd } from './probes/front-end.ts';
import { headersLimits } from './probes/headers-limits.ts';
import { health } from './probes/health.ts';
import { logs } from './probes/logs.ts';
import { ownRules } from './probes/own-rules.ts';
import { persistence } from './probes/persistence.ts';
import { realtime } from './probes/realtime.ts';
import { requestId } from './probes/request-id.ts';
import { shutdown } from './probes/shutdown.ts';
import { validation } from './probes/validation.ts';

/** All probes, in the order in which they run. */
export const probes: readonly Probe[] = [
  build,
  ownRules,
  failFast,
  health,
  crud,
  validation,
  auth,
  cors,
  headersLimits,
  requestId,
  logs,
  realtime,
  persistence,
  shutdown,
  frontEnd,
];
