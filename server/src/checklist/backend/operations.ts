import { fileName, isWithin } from '#base/paths.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { SECURITY_HEADERS } from '#concepts/safeguards/header-names.ts';
import { namedHeaders } from '#rules/absence.ts';
import { answersBlindly, isProbeByName, probeOf } from '#rules/prod/health-routes.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Look } from '../look.ts';
import { placedConcepts } from '../look.ts';
import { perFile } from '../per-file.ts';
import {
  done,
  type Evidence,
  evidence,
  fileEvidence,
  missing,
  notApplicable,
  partly,
  unknown,
  type Verdict,
} from '../verdict.ts';
import { databaseOf } from './database.ts';
import { routeEvidence, routeName } from './routes.ts';

/** One route says that the process lives, another that it can work. */
export function healthEndpoints(look: Look): Verdict {
  const { workspace, served } = look;
  if (!served) return unknown('No routes are known, so that a probe may be among them');
  const probes = served.routes.flatMap((route) => {
    const what =
      probeOf(workspace, route, []) ?? (route.segments === undefined && isProbeByName(workspace, route) ? 'live' : undefined);
    return what && !isOfApplication(route) ? [{ route, what }] : [];
  });
  const packages = placedConcepts(look.files, 'safeguard').filter(
    (it) => it.concept.what === 'health-check' && it.concept.by === 'package',
  );
  const byPackage = packages.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` answers probes`));
  const files = look.unit.files.filter((it) =>
    /(^|\/)(app|pages\/api|server\/(api|routes))\/(.*\/)?(health(z|check|-check)?|status|ready|live)(\/route|\/index|\.get)?\.[jt]s$/i.test(
      it,
    ),
  );
  const places: Evidence[] = probes.map(({ route, what }) =>
    routeEvidence(route, `\`${routeName(route)}\` says that it ${what === 'ready' ? 'can work' : 'lives'}`),
  );
  const live = probes.filter((it) => it.what === 'live');
  const asks = probes.filter((it) => !answersBlindly(workspace, it.route));
  const needsDatabase = databaseOf(look).drivers.length > 0;
  const ready = probes.some((it) => it.what === 'ready');
  if (byPackage.length > 0 && (probes.length > 0 || byPackage.some((it) => !/npm/.test(it.path))))
    return done('Probes are answered by a package made for it', [...places, ...byPackage]);
  if (probes.length === 0 && files.length > 0)
    return partly(
      'A route for probes, by its file',
      files.map((it) => fileEvidence(it, 'A route for probes')),
    );
  const byHand = look.serverCode.flatMap((it) => comparedPaths(look.workspace, it));
  if (probes.length === 0 && byHand.length > 0) {
    const isReady = byHand.some((it) => it.what === 'ready');
    const compared = byHand.map((it) => it.place);
    return isReady && byHand.some((it) => it.what === 'live')
      ? done('Routes for life and readiness', compared)
      : partly(
          isReady ? 'A route for readiness, none for life alone' : 'A route for life; none says whether the server can work',
          compared,
        );
  }
  if (probes.length === 0) {
    const container = containerCheck(look);
    if (container) return partly('A container asks the server in its own way; no route is made for probes', [container]);
    const opaque = placedConcepts(look.files, 'safeguard').some((it) => it.concept.what === 'unknown');
    return opaque
      ? unknown('Something that cannot be looked into is given the server and may answer probes')
      : missing('No route says whether the server is alive', [{ ...served.place, sentence: 'The server is made here' }]);
  }
  if (!needsDatabase) return done('Probes are answered; there is no database to be ready for', places);
  if (ready && live.length > 0)
    return asks.some((it) => it.what === 'ready')
      ? done('Routes for life and readiness', places)
      : partly('The route for readiness answers without asking the database', places);
  if (asks.length > 0)
    return partly(ready ? 'A route for readiness, none for life alone' : 'One route for life and readiness together', places);
  return partly('A route for life; none says whether the database can be reached', places);
}

/** `/integrations/status` is about integrations. */
function isOfApplication({ segments = [] }: ComposedRoute): boolean {
  const words = segments.map((it) => (it.kind === 'literal' ? it.text : ''));
  if (!/^(status|up|version|live)$/i.test(words.at(-1) ?? '')) return false;
  return words.slice(0, -1).some((it) => !/^(api|v\d+|system|internal|_?health\w*|server|app)$/i.test(it));
}

/** `if (path === '/ready')`: a server that is written by hand compares paths. */
const comparedPaths = perFile(
  (_workspace, { facts, path }: LiftedCode): readonly { readonly what: 'live' | 'ready'; readonly place: Evidence }[] =>
    facts.scopes.flatMap(({ branch }) => {
      const found = branch && /['"`]\/(healthz?|livez?|ready|readyz|readiness|liveness)['"`]/.exec(branch.text)?.[1];
      return branch && found !== undefined
        ? [
            {
              what: found.startsWith('read') ? ('ready' as const) : ('live' as const),
              place: evidence(path, branch.conditionSpan, `\`/${found}\` is answered here`),
            },
          ]
        : [];
    }),
);

function containerCheck({ workspace, unit }: Look): Evidence | undefined {
  for (const { facts } of workspace.files.values())
    if (facts.kind === 'dockerfile' && workspace.unitOf(facts.path) === unit) {
      const found = facts.instructions.find((it) => it.keyword === 'HEALTHCHECK' && !/^NONE\b/i.test(it.arguments));
      if (found) return evidence(facts.path, found.span, 'A check of the container');
    }
  return undefined;
}

/** SIGTERM ends the server in order. */
export function gracefulShutdown(look: Look): Verdict {
  const { served, unit } = look;
  const troubles = look.detect('prod/missing-graceful-shutdown');
  const places = troubles.map((it) => ({
    path: it.path,
    at: it.at,
    sentence: TROUBLES[it.messageId] ?? 'The end is not in order',
  }));
  const listens = placedConcepts(look.serverCode, 'listen');
  if (troubles.some((it) => it.messageId === 'noHandler')) return missing('SIGTERM cuts off running requests', places);
  if (troubles.length > 0) return partly(TROUBLES[troubles[0]?.messageId ?? ''] ?? 'The end is not in order', places);
  if (served?.framework === 'nextjs' || unit.dependencies.has('next')) return notApplicable('Next.js ends its own server');
  if (served?.isHosted) return notApplicable('a platform runs the handlers');
  const steps = placedConcepts(look.serverCode, 'shutdown').filter((it) => it.concept.what !== 'process');
  const signals = placedConcepts(look.serverCode, 'signal');
  const found = [
    ...signals.map((it) => evidence(it.path, it.concept.span, 'The signal is heard here')),
    ...steps.map((it) =>
      evidence(
        it.path,
        it.concept.span,
        it.concept.what === 'whole' ? 'This brings an orderly end, signal included' : 'The server is closed here',
      ),
    ),
  ];
  if (look.serverCode.some((it) => it.facts.language === 'python')) {
    const runner = pythonRunner(look);
    return runner
      ? done('The server that runs the application hears SIGTERM and lets requests end', [runner, ...found])
      : found.length > 0
        ? done('The end is in order', found)
        : unknown('Python’s servers end in order by themselves; which one runs this is not written down');
  }
  if (found.length > 0 && (steps.length > 0 || signals.length > 0)) return done('SIGTERM closes the server', found);
  if (listens.length > 0)
    return unknown(
      'The server starts here, and how it ends is not understood',
      listens.map((it) => evidence(it.path, it.concept.span, 'The server starts here')),
    );
  return unknown('Where the server starts is not seen');
}

const TROUBLES: Readonly<Record<string, string>> = {
  noHandler: 'Nothing hears SIGTERM, so that requests are cut off',
  incomplete: 'SIGTERM ends the process without closing the server first',
  fatalOnClose: 'The process ends before running requests are done',
  neverClosed: 'What is opened at the start is never closed at the end',
  signalNotForwarded: 'The command of the image keeps SIGTERM from the server',
};

const RUNNERS = /\b(uvicorn|gunicorn|hypercorn|daphne|granian|waitress|uwsgi|fastapi run)\b/;

/** The server that a container, a Procfile, a manifest or the code itself names. */
function pythonRunner({ workspace, unit, serverCode }: Look): Evidence | undefined {
  for (const { facts } of workspace.files.values()) {
    if (
      facts.kind === 'dockerfile' &&
      (workspace.unitOf(facts.path) === unit || isWithin(unit.folder, facts.path) || !facts.path.includes('/'))
    ) {
      const found = facts.instructions.find(
        (it) =>
          /^(CMD|ENTRYPOINT|RUN)$/.test(it.keyword) && RUNNERS.test(it.arguments.replace(/["',[\]]+/g, ' ').replace(/ +/g, ' ')),
      );
      if (found) return evidence(facts.path, found.span, 'This server hears SIGTERM by itself');
    }
  }
  for (const code of serverCode) {
    const found = code.facts.imports.find((it) => /^(uvicorn|hypercorn|gunicorn|waitress)\b/.test(it.module));
    if (found) return evidence(code.path, found.moduleSpan, 'This server hears SIGTERM by itself');
  }
  for (const { facts } of workspace.files.values()) {
    if (facts.kind !== 'python-project' || workspace.unitOf(facts.path) !== unit) continue;
    const found = facts.dependencies.find(
      (it) =>
        /^(uvicorn|gunicorn|hypercorn|daphne|granian|waitress|uwsgi|fastapi\[standard\])$/.test(it.name) ||
        (it.name === 'fastapi' && /standard|all/.test(it.version)),
    );
    if (found) return evidence(facts.path, found.span, 'This server hears SIGTERM by itself');
  }
  return undefined;
}

/** Browsers are told to refuse framing, sniffing and downgrade. */
export function securityHeaders(look: Look): Verdict {
  const { served } = look;
  if (!served) return unknown('No routes are known');
  const signs = placedConcepts(look.files, 'safeguard').filter((it) => it.concept.what === 'security-headers');
  const registered = placedConcepts(look.files, 'middleware').filter((it) => it.concept.role === 'security-headers');
  const named = placedConcepts(look.files, 'header').filter((it) => SECURITY_HEADERS.has(it.concept.name));
  const names = new Set(named.map((it) => it.concept.name));
  const places = [
    ...registered.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` sets them`)),
    ...signs.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` sets them`)),
    ...named.map((it) => evidence(it.path, it.concept.span, `\`${it.concept.name}\` is set`)),
  ];
  const off = signs.find((it) => (it.concept.switchedOff ?? 0) >= 3);
  if (off)
    return partly(
      `\`${off.concept.name}\` is registered with ${off.concept.switchedOff} of its protections switched off`,
      places,
    );
  if (signs.length > 0 || registered.length > 0) return done('A middleware sets them', places);
  const gateway = served.gateways.find((it) => [...it.headers].filter((name) => SECURITY_HEADERS.has(name)).length >= 2);
  if (gateway) return done('A gateway sets them, outside of the code', [fileEvidence(gateway.path, 'The headers are set here')]);
  if (names.size >= 2 || namedHeaders(served, SECURITY_HEADERS).length >= 2) return done('The headers are set by name', places);
  if (names.size === 1) return partly(`Only \`${[...names][0]}\` is set`, places);
  if (placedConcepts(look.files, 'safeguard').some((it) => it.concept.what === 'unknown'))
    return unknown('Something that cannot be looked into is given the server and may set them');
  const other = served.gateways[0];
  if (other)
    return unknown(`\`${fileName(other.path)}\` stands before the server and may set them`, [
      fileEvidence(other.path, 'It stands before the server'),
    ]);
  return missing('No middleware and no header by name', [{ ...served.place, sentence: 'The server is made here' }]);
}
