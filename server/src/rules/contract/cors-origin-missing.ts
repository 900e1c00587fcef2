import { z } from 'zod';
import type { Path } from '#base/paths.ts';
import type { CorsPolicy } from '#concepts/kinds/safeguards.ts';
import type { Fix, FixOffer } from '#fixes/edit.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { servedUnits } from '../absence.ts';
import { type Detection, defineRule } from '../rule.ts';
import { allowOrigin, spellOrigin } from './cors-origin-fix.ts';
import { type DevFrontEnd, devFrontEnd, localOrigins } from './dev-origins.ts';
import { registerCors } from './register-cors.ts';

interface Data {
  readonly origin: string;
  readonly frontEnd?: string;
  readonly server?: string;
}

const Options = z
  .strictObject({
    devOrigins: z.array(z.string()).default([]).describe('Further origins that the front end is loaded from while developing'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'contract/cors-origin-missing',
  section: 4,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'workspace',
  fix: 'suggest',
  options: Options,
  messages: {
    notAllowed: ({ origin, frontEnd = '' }) =>
      `\`${frontEnd}\` is loaded from \`${origin}\` while developing, which is not among the allowed origins`,
    noCors: ({ origin, frontEnd = '', server = '' }) =>
      `\`${frontEnd}\` calls \`${server}\` from \`${origin}\`, and no origin is allowed here: browsers will hide the answers`,
    trailingSlash: ({ origin }) => `\`${origin}\` never matches: an origin ends with its host or port`,
    schemeMissing: ({ origin }) => `\`${origin}\` never matches: an origin begins with \`http://\` or \`https://\``,
  },
  reads: localOrigins,
  *check({ workspace, options }) {
    const policies = workspace.units.map((unit) => ({ unit, policies: policiesOf(workspace, unit) }));
    for (const { policies: found } of policies) for (const it of found) yield* misspelt(workspace, it);
    const servers = servedUnits(workspace, 1);
    for (const unit of workspace.units) {
      const frontEnd = devFrontEnd(workspace, unit, options.devOrigins);
      const call = frontEnd?.calls[0];
      if (!frontEnd || !call) continue;
      // With several servers it is not known which of them the front end calls.
      const others = servers.filter((it) => it.unit !== unit && it.framework !== 'nextjs');
      const [server] = others;
      if (!server || others.length > 1) continue;
      const here = policies.find((it) => it.unit === server.unit)?.policies ?? [];
      if (here.length > 0) yield* notAllowed(workspace, server.unit, here, frontEnd);
      else if (
        !mayAllow(
          server.visible.map((it) => (it.kind === 'header' ? it.name : it.kind === 'middleware' ? it.role : '')),
          server.unit,
        ) &&
        server.gateways.length === 0
      ) {
        const data = { origin: frontEnd.origins[0] ?? '', frontEnd: frontEnd.name, server: call.origin };
        const { path, at } = server.place;
        const offers = registerCors(workspace, path, at, data.origin).map(offerOf);
        yield { messageId: 'noCors', data, ...server.place, related: [evidence(call)], offers };
      }
    }
  },
  repair({ workspace }, { messageId, data, path, at }) {
    if (messageId === 'noCors') return registerCors(workspace, path, at, data.origin);
    const policy = at.kind === 'concept' ? workspace.files.get(path)?.visible[at.index] : undefined;
    if (policy?.kind !== 'cors') return [];
    return messageId === 'notAllowed'
      ? allowOrigin(workspace, path, policy, data.origin)
      : spellOrigin(workspace, path, data.origin);
  },
});

function offerOf({ id, kind, title }: Fix): FixOffer {
  return { id, kind, title };
}

interface Place {
  readonly path: Path;
  readonly index: number;
  readonly policy: CorsPolicy;
}

function policiesOf(workspace: Workspace, unit: Unit): Place[] {
  return unit.files.flatMap((path) =>
    workspace.roleOf(path) === undefined
      ? (workspace.files.get(path)?.visible ?? []).flatMap((it, index) =>
          it.kind === 'cors' ? [{ path, index, policy: it }] : [],
        )
      : [],
  );
}

function* misspelt(workspace: Workspace, { path, index, policy }: Place): Iterable<Detection<Data>> {
  const { origins } = policy;
  const written = origins.kind === 'list' ? origins.origins : [];
  const reported = new Set<string>();
  for (const origin of written) {
    const messageId = !/^[a-z][a-z+.-]*:\/\//i.test(origin)
      ? 'schemeMissing'
      : /^https?:\/\/[^/]+\//.test(origin)
        ? 'trailingSlash'
        : undefined;
    if (!messageId || origin === 'null' || !/[.:]|localhost/.test(origin) || reported.has(messageId)) continue;
    reported.add(messageId);
    const offers = spellOrigin(workspace, path, origin).map(offerOf);
    yield { messageId, data: { origin }, path, at: { kind: 'concept', index }, offers };
  }
}

function* notAllowed(
  workspace: Workspace,
  unit: Unit,
  policies: readonly Place[],
  frontEnd: DevFrontEnd,
): Iterable<Detection<Data>> {
  const allowed = policies.map((it) => originsOf(workspace, unit, it.policy));
  // A list that cannot be read may hold it.
  if (allowed.some((it) => it === undefined) || policies.some((it) => growsLater(workspace, it.path))) return;
  const all = allowed.flatMap((it) => it ?? []);
  const place = policies.find((it) => it.policy.isAppWide) ?? policies[0];
  if (!place || all.includes('*') || all.some((it) => frontEnd.origins.includes(trimmed(it)))) return;
  // A list for production alone says nothing about a developer's machine.
  if (place.policy.condition !== undefined || !all.some((it) => /localhost|127\.0\.0\.1/.test(it))) return;
  const call = frontEnd.calls[0];
  yield {
    messageId: 'notAllowed',
    data: { origin: frontEnd.origins[0] ?? '', frontEnd: frontEnd.name },
    path: place.path,
    at: { kind: 'concept', index: place.index },
    offers: allowOrigin(workspace, place.path, place.policy, frontEnd.origins[0] ?? '').map(offerOf),
    related: [
      ...(frontEnd.source === undefined
        ? []
        : [{ path: frontEnd.source, at: { kind: 'file' } as const, message: 'The port is set here' }]),
      ...(call ? [evidence(call)] : []),
    ],
  };
}

/** `CORS_ALLOWED_ORIGINS.append(…)` and `+= […]`: settings of Django that go on after the list. */
function growsLater(workspace: Workspace, path: Path): boolean {
  const facts = workspace.files.get(path)?.facts;
  if (facts?.kind !== 'code' || facts.language !== 'python') return false;
  const isList = (name: string | undefined): boolean => /^CORS_(?:ALLOWED_ORIGINS|ORIGIN_WHITELIST)$/.test(name ?? '');
  return (
    facts.calls.some(
      ({
        callee: {
          path: [name, method],
        },
      }) => isList(name) && /^(?:append|extend|insert)$/.test(method ?? ''),
    ) || facts.assignments.some((it) => isList(it.target[0]) && it.operator === '+=')
  );
}

function evidence({ origin, path, entry }: DevFrontEnd['calls'][number]) {
  const at = entry === undefined ? ({ kind: 'file' } as const) : ({ kind: 'env-key', index: entry } as const);
  return { path, at, message: `It calls \`${origin}\`` };
}

/** The written origins of a policy with what the env files of the unit say; undefined where they cannot be known. */
function originsOf(workspace: Workspace, unit: Unit, { origins }: CorsPolicy): readonly string[] | undefined {
  if (origins.kind === 'list') return origins.origins;
  if (origins.kind === 'wildcard' || origins.kind === 'reflected') return ['*'];
  if (origins.kind !== 'variable') return undefined;
  const values = [...workspace.files.values()].flatMap(({ facts }) =>
    facts.kind === 'env-file' && (workspace.unitOf(facts.path) === unit || workspace.unitOf(facts.path).folder === '')
      ? facts.entries.filter((it) => it.key === origins.name && !it.isCommentedOut).map((it) => it.value)
      : [],
  );
  const written = values.flatMap((it) => it.replace(/[[\]"'\s]/g, '').split(',')).filter((it) => it !== '');
  if (written.some((it) => it.includes('$'))) return undefined;
  return written.length > 0 || origins.fallback ? [...written, ...(origins.fallback ?? [])] : undefined;
}

function trimmed(origin: string): string {
  return origin.replace(/\/$/, '');
}

/** Anything that could be a policy which was not understood. */
function mayAllow(signs: readonly string[], unit: Unit): boolean {
  return (
    signs.some((it) => it === 'cors' || it.startsWith('access-control-allow-')) ||
    [...unit.dependencies].some((it) => /cors/i.test(it))
  );
}
