import type { Look } from '../look.ts';
import { usesPackage } from '../look.ts';
import {
  count,
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
import { requestsOf, siteEvidence } from './requests.ts';

/** From this share of typed answers on the types are written by hand, and there. Rule catalogue, 4.2. */
const MOST = 0.8;
/** Fewer shared files are a coincidence. */
const ENOUGH_SHARED = 2;

const TYPED_CLIENTS =
  /^(@trpc\/(client|react-query|next|tanstack-react-query)|openapi-fetch|@hey-api\/.*|@ts-rest\/.*|@graphql-codegen\/.*|@connectrpc\/.*|@bufbuild\/.*|orval|@openapitools\/.*|openapi-typescript.*|hono\/client|@elysiajs\/eden|typed-openapi|swagger-typescript-api|ng-openapi-gen|@zodios\/.*)$/;

/** A change of the API shows in the front end when it compiles. */
export function sharedTypes(look: Look): Verdict {
  const { workspace, unit } = look;
  if (!look.browserCode.some((it) => it.facts.language === 'typescript'))
    return notApplicable('the front end is JavaScript, which has no types to share');
  const imports = look.browserCode.flatMap((it) =>
    it.facts.imports
      .filter((one) => TYPED_CLIENTS.test(one.module))
      .map((one) => evidence(it.path, one.moduleSpan, `\`${one.module}\` takes its types from the API`)),
  );
  const generated = generatedTypes(look);
  if (imports.length > 0 || generated.length > 0) return done('Types are generated from the API', [...generated, ...imports]);
  if (usesPackage(look, TYPED_CLIENTS)) return done('A tool that makes types of the API is there', []);
  const shared = sharedFiles(look);
  if (shared.length >= ENOUGH_SHARED)
    return done(
      'Both sides import the same types',
      shared.slice(0, 4).map((it) => fileEvidence(it, 'Both sides import it')),
    );
  const sites = requestsOf(look);
  if (sites.length === 0) return notApplicable('it makes no requests to a server of its own');
  if (workspace.units.every((it) => it === unit) && unit.kind === 'frontend')
    return unknown('The server is not part of this folder; whether its types are shared is not seen');
  const typed = sites.filter((it) => {
    const facts = workspace.files.get(it.path)?.facts;
    const call = facts?.kind === 'code' && it.use.call !== undefined ? facts.calls[it.use.call] : undefined;
    return (call?.typeArgs.length ?? 0) > 0;
  });
  const sentence = `${typed.length} of ${count(sites.length, 'request')} say what they get, in types written by hand`;
  if (typed.length >= sites.length * MOST)
    return partly(
      sentence,
      typed.slice(0, 3).map((it) => siteEvidence(it)),
    );
  return missing(
    `No types are shared with the server or generated from it; ${sentence}`,
    sites
      .filter((it) => !typed.includes(it))
      .slice(0, 3)
      .map((it) => siteEvidence(it)),
  );
}

/** Files that a program wrote, with types of an API by their names. */
function generatedTypes({ workspace, unit }: Look): Evidence[] {
  return unit.files.flatMap((path) => {
    const file = workspace.files.get(path);
    if (file?.facts.kind !== 'code' || file.facts.language !== 'typescript') return [];
    const isGenerated = workspace.roleOf(path) === 'generated';
    return isGenerated &&
      /api|client|schema|types|openapi|sdk|gql|graphql|contract/i.test(path) &&
      !/route-?tree|\/icons?\//i.test(path)
      ? [fileEvidence(path, 'A program wrote these types')]
      : [];
  });
}

/** Files that code of the browser and code of the server both import, in one program or from a package between them. */
function sharedFiles({ workspace, unit }: Look): string[] {
  const bySide = new Map<string, Set<string>>();
  for (const { from, to } of workspace.edges) {
    const target = workspace.files.get(to);
    if (target?.facts.kind !== 'code' || workspace.roleOf(from) === 'test' || target.facts.language !== 'typescript') continue;
    const runtime = workspace.runtimeOf(from);
    const home = workspace.unitOf(from);
    const side =
      home === unit && runtime !== 'server' && unit.kind !== 'server'
        ? unit.kind === 'fullstack' && runtime === 'unknown'
          ? undefined
          : 'browser'
        : runtime === 'server' || home.kind === 'server'
          ? 'server'
          : undefined;
    if (side === undefined) continue;
    const sides = bySide.get(to) ?? new Set<string>();
    sides.add(side);
    bySide.set(to, sides);
  }
  return [...bySide]
    .filter(([path, sides]) => sides.size === 2 && !/(^|\/)(utils?|constants?|helpers?|config|cn)\.[jt]s$/.test(path))
    .map(([path]) => path);
}
