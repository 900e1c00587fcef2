import type { ProbeId } from './report.ts';

/** Probes that prove the same kind of thing; every probe belongs to exactly one group. */
export interface ProbeGroup {
  readonly id: string;
  readonly title: string;
  /** In the order in which they run. */
  readonly probes: readonly ProbeId[];
}

export const probeGroups: readonly ProbeGroup[] = [
  { id: 'source', title: 'Source', probes: ['build', 'own-rules'] },
  {
    id: 'operation',
    title: 'Start and stop',
    probes: ['fail-fast', 'health', 'persistence', 'shutdown'],
  },
  { id: 'api', title: 'API', probes: ['crud', 'validation', 'realtime'] },
  { id: 'security', title: 'Security', probes: ['auth', 'cors', 'headers-limits'] },
  { id: 'observability', title: 'Observability', probes: ['request-id', 'logs'] },
  { id: 'front-end', title: 'Front end', probes: ['front-end'] },
];
