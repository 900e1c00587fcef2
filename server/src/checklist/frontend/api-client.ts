import type { LiftedCode } from '#concepts/lifted-file.ts';
import { isPublicVariable } from '#workspace/public-prefix.ts';
import type { Look } from '../look.ts';
import { usesPackage } from '../look.ts';
import { perFile } from '../per-file.ts';
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

/** The share of requests through a client from which on the rest are stragglers. Rule catalogue, 4.2. */
const MOST = 0.8;
/** Packages that are themselves the one way to the server. */
export const CLIENT_PACKAGES =
  /^(@trpc\/(client|react-query|next|tanstack-react-query)|@apollo\/client|urql|@urql\/\w+|openapi-fetch|openapi-react-query|@hey-api\/client-[\w-]+|orval|graphql-request|relay-runtime|@supabase\/supabase-js|villus|@vue\/apollo-composable)$/;

/** Requests go through one place. */
export function apiClient(look: Look): Verdict {
  const sites = requestsOf(look);
  const made = packagesOf(look);
  if (sites.length === 0)
    return made.length > 0
      ? done('A client of a package makes the requests', made)
      : notApplicable('it makes no requests to a server of its own');
  const through = sites.filter((it) => it.isThroughClient);
  const bare = sites.filter((it) => !it.isThroughClient);
  const sentence = `${through.length} of ${count(sites.length, 'request')} go through a client or a module for requests`;
  const modules = [...new Set(through.map((it) => it.call.client.split(/[#|]/)[0] ?? ''))].filter((it) =>
    look.workspace.files.has(it),
  );
  const places: Evidence[] = [
    ...modules.map((it) => fileEvidence(it, 'The client is made here')),
    ...through.slice(0, 3).map((it) => siteEvidence(it)),
  ];
  if (through.length >= sites.length * MOST) return done(sentence, places);
  if (through.length > 0 || made.length > 0)
    return partly(
      sentence,
      bare.map((it) => siteEvidence(it)),
    );
  return bare.length >= 3
    ? missing(
        sentence,
        bare.map((it) => siteEvidence(it)),
      )
    : partly(
        sentence,
        bare.map((it) => siteEvidence(it)),
      );
}

/** Imports of packages that are the way to the server. */
export function packagesOf(look: Look): Evidence[] {
  return look.browserCode.flatMap((it) =>
    it.facts.imports
      .filter((one) => CLIENT_PACKAGES.test(one.module) && !one.isTypeOnly)
      .map((one) => evidence(it.path, one.moduleSpan, `\`${one.module}\` makes the requests`)),
  );
}

const ADDRESS_NAME = /API|BACKEND|SERVER|BASE|HOST|ORIGIN|ENDPOINT|URL/i;

/** Where the environment says which address the server has. */
export function addressReads({ workspace, browserCode, unit }: Look): Evidence[] {
  return browserCode.flatMap(({ path, facts }) =>
    facts.envReads.flatMap(({ name, span, api }) => {
      if (name === undefined || /^(PUBLIC_URL|BASE_URL|NODE_ENV)$/.test(name) || !ADDRESS_NAME.test(name)) return [];
      const isPublic =
        isPublicVariable(name) ||
        api === 'import.meta.env' ||
        unit.kind === 'frontend' ||
        workspace.runtimeOf(path) === 'browser';
      return isPublic ? [evidence(path, span, `The address comes from \`${name}\``)] : [];
    }),
  );
}

/** `location.origin` as the beginning of addresses. */
const ownOrigins = perFile((_workspace, { facts, path }: LiftedCode): Evidence[] =>
  facts.bindings
    .filter(
      (it) =>
        /url|base|host|origin|api/i.test(it.name) && it.mentions.some((name) => /^(location|window|globalThis|self)$/.test(name)),
    )
    .map((it) => evidence(path, it.span, `\`${it.name}\` is the page’s own origin`)),
);

/** Addresses begin with what the environment says, or stay on the page's own origin. */
export function baseUrl(look: Look): Verdict {
  const sites = requestsOf(look);
  const written = look.detect('client/hardcoded-api-url');
  const hard = written.filter((it) => it.messageId !== 'fallback');
  const fallbacks = written.filter((it) => it.messageId === 'fallback');
  const reads = addressReads(look);
  if (sites.length === 0 && reads.length === 0 && packagesOf(look).length === 0)
    return notApplicable('it makes no requests to a server of its own');
  const literal = hard.map((it) => ({ path: it.path, at: it.at, sentence: 'The address is written here' }));
  if (hard.length > 0)
    return reads.length > 0
      ? partly('The address comes from the environment, and is written in other places', literal)
      : missing('The address of the server is written in the code', literal);
  if (fallbacks.length > 0 && reads.length > 0)
    return partly(
      'The address comes from the environment, and falls back to this machine without it',
      fallbacks.map((it) => ({ path: it.path, at: it.at, sentence: 'The fallback' })),
    );
  if (reads.length > 0) return done('The address comes from the environment', reads);
  const same = sites.filter((it) => it.call.origin === 'same');
  if (sites.length > 0 && same.length >= sites.length * MOST)
    return done(
      'Requests go to the page’s own origin',
      same.slice(0, 2).map((it) => siteEvidence(it)),
    );
  const origins = look.browserCode.flatMap((it) => ownOrigins(look.workspace, it));
  if (origins.length > 0) return done('Addresses begin with the page’s own origin', origins);
  const own = sites.filter((it) => it.call.origin === 'own-host');
  if (own.length > 0)
    return missing(
      'The address of the server is written in the code',
      own.map((it) => siteEvidence(it)),
    );
  if (look.browserCode.some((it) => /(^|\/)environments?(\/|\.)/.test(it.path)) && look.unit.dependencies.has('@angular/core'))
    return done(
      'The address comes from the environment of Angular',
      look.browserCode
        .filter((it) => /(^|\/)environments?(\/|\.)/.test(it.path))
        .map((it) => fileEvidence(it.path, 'An environment')),
    );
  return unknown(
    'Where the address comes from cannot be followed',
    sites.slice(0, 2).map((it) => siteEvidence(it)),
  );
}

/** What a front end signs in with, as far as packages say. */
export function usesAuthKit(look: Look): boolean {
  return usesPackage(
    look,
    /^(next-auth|@auth\/.*|@clerk\/.*|better-auth|@supabase\/(supabase-js|ssr|auth-.*)|firebase|@auth0\/.*|oidc-client-ts|keycloak-js|@azure\/msal-.*|aws-amplify|supertokens-.*|@okta\/.*)$/,
  );
}
