import { z } from 'zod';
import { functionNumber } from '#concepts/function-place.ts';
import type { Fix } from '#fixes/edit.ts';
import { worded } from '#fixes/wording.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { absent, routeText, type ServedUnit, servedUnit, servedUnits, signs } from '../absence.ts';
import { type Detection, defineRule } from '../rule.ts';
import { containerCheck } from './container-check.ts';
import { healthAddress } from './health-address.ts';
import { answerHealth } from './health-fix.ts';
import { answersBlindly, blindFunctions, healthyFunctions, isProbeByName, probeOf } from './health-routes.ts';
import { addReadiness } from './readiness-fix.ts';

interface Data {
  readonly name: string;
  readonly unless?: string;
}

const Options = z
  .strictObject({
    paths: z.array(z.string()).default([]).describe('Paths that tell whether the server is alive, besides the usual names'),
    readiness: z
      .enum(['off', 'info', 'warning'])
      .default('info')
      .describe('Severity where nothing tells that the server can work'),
    minRoutes: z.number().int().min(1).default(3).describe('Servers with fewer routes are left alone'),
  })
  .prefault({});

export default defineRule<z.output<typeof Options>, Data>({
  id: 'prod/missing-health-check',
  section: 13,
  tier: 1,
  severity: 'warning',
  languages: ['typescript', 'javascript', 'python', 'go'],
  scope: 'workspace',
  fix: 'suggest',
  options: Options,
  messages: {
    missing: ({ name, unless = '' }) =>
      `\`${name}\` has no route that tells whether it is alive, such as \`GET /health\`${unless}`,
    noReadiness: ({ name }) => `${name} answers without asking the database, and no route tells when the server is ready to work`,
    shallowReady: ({ name }) => `${name} says that the server is ready without asking the database`,
  },
  reads: (code) => [
    [...blindFunctions(code)].map((scope) => functionNumber(code.facts, scope)),
    [...healthyFunctions(code)].map((scope) => functionNumber(code.facts, scope)),
  ],
  *check({ workspace, options }) {
    for (const server of servedUnits(workspace, options.minRoutes)) {
      if (hasContainerCheck(workspace, server)) continue;
      const probes = server.routes.flatMap((route) => {
        const what = probeOf(workspace, route, options.paths) ?? (isProbeByName(workspace, route) ? 'named' : undefined);
        return what ? [{ route, what }] : [];
      });
      if (probes.length === 0) {
        if (signs(server, 'health-check').length === 0 && !hasProbeFile(server))
          yield {
            ...absent(server, 'missing', { name: server.name }, 'warning'),
            offers: healthFixes(workspace, server).map(({ id, kind, title }) => ({ id, kind, title })),
          };
        continue;
      }
      if (options.readiness === 'off' || signs(server, 'health-check').some((it) => it.by === 'package') || !usesDatabase(server))
        continue;
      const ready = probes.find((it) => it.what === 'ready');
      // Where the handler of one of them cannot be read, it may ask.
      if (ready ? !answersBlindly(workspace, ready.route) : !probes.every((it) => answersBlindly(workspace, it.route))) continue;
      const shown = ready ?? probes[0];
      if (!shown) continue;
      const readiness = ready ? undefined : addReadiness(workspace, shown.route);
      yield {
        ...atRoute(shown.route, ready ? 'shallowReady' : 'noReadiness', options.readiness),
        ...(readiness && { offers: [readiness.offer] }),
      };
    }
  },
  repair({ workspace }, { path, at, messageId }) {
    if (messageId === 'noReadiness' && at.kind === 'concept') {
      const made = addReadiness(workspace, { path, concept: at.index });
      return made ? [{ ...made.offer, edits: [made.edit] }] : [];
    }
    const served = messageId === 'missing' ? servedUnit(workspace, workspace.unitOf(path)) : undefined;
    return served ? healthFixes(workspace, { ...served, place: { path, at } }) : [];
  },
});

/** The route alone, and the route with the container that asks for it. */
function healthFixes(workspace: Workspace, { place, framework, unit }: ServedUnit): readonly Fix[] {
  const made = answerHealth(workspace, place.path, place.at, framework);
  const address = made && healthAddress(workspace, unit, framework);
  const check = address && containerCheck(workspace, unit, address);
  if (!made || !check) return made ? [made] : [];
  return [
    made,
    {
      id: 'add-health-to-container',
      kind: 'multi',
      title: worded`Answer GET ${address.path}, and have the container ask for it`,
      edits: [...made.edits, check],
    },
  ];
}

function atRoute(route: ComposedRoute, messageId: string, severity: 'info' | 'warning'): Detection<Data> {
  return {
    messageId,
    data: { name: routeText(route) },
    path: route.path,
    at: route.concept === undefined ? { kind: 'file' } : { kind: 'concept', index: route.concept },
    severity,
  };
}

function usesDatabase({ files, unit }: ServedUnit): boolean {
  const own = new Set(unit.files);
  return files.some((it) => own.has(it.path) && [...it.effects.values()].some((effect) => effect.reads || effect.writes));
}

/** Next.js and Nuxt serve what lies in the folder. */
function hasProbeFile({ unit }: ServedUnit): boolean {
  return unit.files.some(
    (it) =>
      /(^|\/)(health(z|check|-check)?|ping|status|ready|live)(\/route|\/index|\.get)?\.[jt]s$/i.test(it) &&
      /(^|\/)(app|pages\/api|server\/(api|routes))\//.test(it),
  );
}

/** `HEALTHCHECK` in a Dockerfile of the unit asks the server in its own way. */
function hasContainerCheck(workspace: Workspace, { unit }: ServedUnit): boolean {
  return [...workspace.files.values()].some(
    ({ facts }) =>
      facts.kind === 'dockerfile' &&
      workspace.unitOf(facts.path) === unit &&
      facts.instructions.some((it) => it.keyword === 'HEALTHCHECK' && !/^NONE\b/i.test(it.arguments)),
  );
}
