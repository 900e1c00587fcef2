import type { VerifyReport } from '#verify/report.ts';

/** How each probe ended. */
export function kindsOf({ probes }: VerifyReport): Readonly<Record<string, string>> {
  return Object.fromEntries(probes.map(({ id, outcome }) => [id, outcome.kind]));
}

/** Each failure as one line: what was expected, what came, the log. */
export function failureLines({ probes }: VerifyReport): string {
  return probes
    .flatMap(({ outcome }) => (outcome.kind === 'failed' ? outcome.failures : []))
    .map(({ expected, actual, log = '' }) => `${expected} but ${actual} ${log}`.replaceAll('\n', ' '))
    .join('\n');
}
