import type { ProbeId } from './report.ts';

/** Probes that prove the same kind of thing; every probe belongs to exactly one group. */
export interface ProbeGroup {
  readonly id: string;
  readonly title: string;
  /** In the order in which they run. */
  readonly probes: readonly ProbeId[];
}

export const probeGroups: readonly ProbeGroup[] = [
  { id: 'source', title: 'Source: it builds and keeps its own rules', probes: ['build', 'own-rules'] },
  {
    id: 'operation',
    title: 'Operation: it starts, stays up and stops as it should',
    probes: ['fail-fast', 'health', 'persistence', 'shutdown'],
  },
  { id: 'api', title: 'API: it answers what it promises', probes: ['crud', 'validation', 'realtime'] },
  { id: 'security', title: 'Security: it lets in who may, and nobody else', probes: ['auth', 'cors', 'headers-limits'] },
  { id: 'observability', title: 'Observability: what happens can be followed', probes: ['request-id', 'logs'] },
  { id: 'front-end', title: 'Front end: the page works in a browser', probes: ['front-end'] },
];
