import { z } from 'zod';
import { SECURITY_HEADERS } from '#concepts/safeguards/header-names.ts';
import { absent, namedHeaders, type ServedUnit, servedUnit, servedUnits, signs } from '../absence.ts';
import { remedyFor } from '../remedies.ts';
import { type Detection, defineRule } from '../rule.ts';
import { addSecurityHeaders, headersOffer } from './security-headers-fix.ts';

interface Data {
  readonly name: string;
  readonly count?: number;
  readonly remedy?: string;
  readonly unless?: string;
}

const Options = z
  .strictObject({
    headers: z.array(z.string()).default([]).describe('Further headers that count as protection'),
    minRoutes: z.number().int().min(1).default(3).describe('Servers with fewer routes are left alone'),
  })
  .prefault({});

/** A single header is set for other reasons, such as a download. */
const ENOUGH = 2;
/** Helmet sets a dozen headers; who switches off three of them has begun to take it apart. */
const TAKEN_APART = 3;

export default defineRule<z.output<typeof Options>, Data>({
  id: 'prod/missing-security-headers',
  section: 13,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'workspace',
  fix: 'safe',
  options: Options,
  messages: {
    missing: ({ name, remedy, unless = '' }) =>
      `\`${name}\` sends no headers that stop browsers from framing its pages or guessing their types${remedy === undefined ? '' : `; \`${remedy}\` adds them`}${unless}`,
    disabled: ({ name, count = 0 }) => `\`${name}\` is registered with ${count} of its protections switched off`,
  },
  *check({ workspace, options }) {
    const wanted = new Set([...SECURITY_HEADERS, ...options.headers.map((it) => it.toLowerCase())]);
    for (const server of servedUnits(workspace, options.minRoutes)) {
      const disabled = switchedOff(server);
      if (disabled) yield disabled;
      else if (!isProtected(server, wanted)) {
        const remedy = remedyFor('security-headers', server.framework);
        const offer = headersOffer(server.unit, server.framework);
        yield {
          ...absent(server, 'missing', { name: server.name, ...(remedy !== undefined && { remedy }) }, 'warning'),
          offers: offer ? [offer] : [],
        };
      }
    }
  },
  repair({ workspace }, { path, at, messageId, offers = [] }) {
    const served = messageId === 'missing' ? servedUnit(workspace, workspace.unitOf(path)) : undefined;
    const edits = served && addSecurityHeaders(workspace, path, at, served.framework);
    return edits ? offers.map((it) => ({ ...it, edits })) : [];
  },
});

function isProtected(server: ServedUnit, wanted: ReadonlySet<string>): boolean {
  if (signs(server, 'security-headers').length > 0) return true;
  if (server.visible.some((it) => it.kind === 'middleware' && it.role === 'security-headers')) return true;
  // Django has its own in every new project; what is missing there was taken out of a list that can be read.
  if (server.framework === 'django' && !server.visible.some((it) => it.kind === 'middleware' && it.framework === 'django'))
    return true;
  const named = new Set(namedHeaders(server, wanted).map((it) => it.name));
  return (
    named.size >= ENOUGH || server.gateways.some((it) => [...it.headers].filter((name) => wanted.has(name)).length >= ENOUGH)
  );
}

function switchedOff(server: ServedUnit): Detection<Data> | undefined {
  for (const file of server.files) {
    const index = file.visible.findIndex(
      (it) => it.kind === 'safeguard' && it.what === 'security-headers' && (it.switchedOff ?? 0) >= TAKEN_APART,
    );
    const found = file.visible[index];
    if (found?.kind === 'safeguard')
      return {
        messageId: 'disabled',
        data: { name: found.name, count: found.switchedOff ?? 0 },
        path: file.path,
        at: { kind: 'concept', index },
        severity: 'info',
      };
  }
  return undefined;
}
