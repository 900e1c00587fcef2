import {
  type Architecture,
  type ArchitectureField,
  type Choices,
  type DecisionField,
  type Decisions,
  defaultRequirements,
  type Requirements,
} from './decisions.ts';

// The decision trees. Architecture values follow from the requirements; `api`, `realtime` and `auth` are requirements that
// the sheet shows among the decisions too, so the trees speak about them as well.

export interface Recommendation<Field extends DecisionField = DecisionField> {
  readonly value: Decisions[Field];
  /** One sentence that says why, with a full stop. */
  readonly why: string;
}

export type RecommendedField = ArchitectureField | 'service' | 'api' | 'realtime' | 'auth';
export type Recommendations = { readonly [Field in RecommendedField]: Recommendation<Field> };

/** What the trees recommend for these requirements. Each recommended value satisfies every blocking constraint. */
export function recommend(requirements: Requirements): Recommendations {
  return {
    service: recommendService(requirements),
    api: recommendApi(requirements),
    realtime: recommendRealtime(requirements),
    auth: recommendAuth(requirements),
    structure: { value: 'feature-first', why: 'A feature is read, changed, tested and removed in one folder.' },
    apiClient: recommendApiClient(requirements),
    errors: { value: 'typed', why: 'One error hierarchy and one handler give every caller the same RFC 9457 body.' },
    uploads: { value: 'none', why: 'Nothing says that files are stored; presigned URLs are the first choice when they are.' },
    jobs: {
      value: 'none',
      why: requirements.redis
        ? 'Redis is there when slow work needs a queue; a worker is one more process until then.'
        : 'Nothing says that work outlives its request, and a queue needs Redis.',
    },
    tenancy: { value: 'none', why: 'One organisation per installation until several customers share the tables.' },
  };
}

/** Completes choices: requirements that were not made take their default, the architecture what the trees recommend. */
export function completeDecisions(choices: Choices): Decisions {
  const requirements: Requirements = completeRequirements(choices);
  const recommended = recommend(requirements);
  const architecture: Architecture = {
    structure: choices.structure ?? recommended.structure.value,
    apiClient: choices.apiClient ?? recommended.apiClient.value,
    errors: choices.errors ?? recommended.errors.value,
    uploads: choices.uploads ?? recommended.uploads.value,
    jobs: choices.jobs ?? recommended.jobs.value,
    tenancy: choices.tenancy ?? recommended.tenancy.value,
  };
  return { ...requirements, ...architecture };
}

/**
 * The requirements with defaults for what was not chosen. A default gives way to what was chosen: without a front end the
 * service is an API, a Next.js back end brings its own pages, a job queue brings Redis.
 */
export function completeRequirements(choices: Choices): Requirements {
  const backend = choices.backend ?? (choices.frontend === 'nextjs' ? 'nextjs' : defaultRequirements.backend);
  const frontend = choices.frontend ?? defaultFrontend(choices, backend);
  return {
    backend,
    frontend,
    service: choices.service ?? (frontend === 'none' ? 'api' : defaultRequirements.service),
    database: choices.database ?? defaultRequirements.database,
    redis: choices.redis ?? choices.jobs === 'queue',
    api: choices.api ?? defaultApi(choices),
    realtime: choices.realtime ?? defaultRequirements.realtime,
    auth: choices.auth ?? (frontend === 'htmx' ? 'session' : defaultRequirements.auth),
  };
}

function defaultFrontend(choices: Choices, backend: Decisions['backend']): Decisions['frontend'] {
  if (choices.service === 'api' || choices.service === 'microservice') return 'none';
  return backend === 'nextjs' ? 'nextjs' : defaultRequirements.frontend;
}

function defaultApi(choices: Choices): Decisions['api'] {
  if (choices.apiClient === 'trpc') return 'trpc';
  if (choices.apiClient === 'graphql-codegen') return 'graphql';
  return defaultRequirements.api;
}

function recommendService({ frontend }: Requirements): Recommendation<'service'> {
  return frontend === 'none'
    ? { value: 'api', why: 'Without a front end in the repository, the API is the product.' }
    : { value: 'fullstack', why: 'Front end and back end live in one repository and are released together.' };
}

function recommendApi({ backend, frontend, service }: Requirements): Recommendation<'api'> {
  if (frontend === 'htmx') return { value: 'rest', why: 'HTMX asks for pages with plain HTTP methods.' };
  if (service === 'microservice' && frontend === 'none') {
    return backend === 'nextjs'
      ? { value: 'rest', why: 'Route handlers speak plain HTTP to other services.' }
      : { value: 'grpc', why: 'Service to service, a strict contract with streaming is worth the generation step.' };
  }
  if (service === 'fullstack' && backend === 'fastify') {
    return {
      value: 'rest',
      why: 'The schemas of the routes describe a REST API, and the types of the front end come from them.',
    };
  }
  if (service === 'fullstack' && isTypeScript(backend) && frontend !== 'none') {
    return { value: 'trpc', why: 'One team writes both sides in TypeScript, so types need no generation.' };
  }
  return service === 'api'
    ? { value: 'rest', why: 'A public API is understood by everyone as REST with OpenAPI.' }
    : { value: 'rest', why: 'The two sides are written in different languages, and OpenAPI is the bridge.' };
}

function recommendRealtime({ frontend, service }: Requirements): Recommendation<'realtime'> {
  return frontend === 'none' && service === 'microservice'
    ? { value: 'none', why: 'No screen is open that would have to change without a request.' }
    : { value: 'sse', why: 'Changes flow one way, from the server to open screens, and plain HTTP carries them with reconnect.' };
}

function recommendAuth({ backend, frontend }: Requirements): Recommendation<'auth'> {
  if (frontend === 'htmx')
    return { value: 'session', why: 'Pages rendered by the back end on one site need no token in the browser.' };
  if (backend === 'nextjs' && frontend === 'nextjs') {
    return { value: 'authjs', why: 'Auth.js handles sessions and providers for pages and route handlers alike.' };
  }
  return frontend === 'none'
    ? { value: 'jwt', why: 'Callers prove themselves with a short-lived token that needs no session store.' }
    : {
        value: 'jwt',
        why: 'An application in the browser keeps a short-lived token in memory and renews it by an httpOnly cookie.',
      };
}

function recommendApiClient({ backend, frontend, service, api }: Requirements): Recommendation<'apiClient'> {
  if (frontend === 'htmx') return { value: 'none', why: 'The back end renders the pages, so the browser calls no API.' };
  if (frontend === 'none') return { value: 'none', why: 'No front end in this repository calls the API.' };
  switch (api) {
    case 'trpc':
      return { value: 'trpc', why: 'The same team writes both sides in TypeScript, so the router’s types are the client’s.' };
    case 'graphql':
      return { value: 'graphql-codegen', why: 'Types of every query are generated from the schema.' };
    case 'grpc':
      return { value: 'none', why: 'Connect generates the client from the protocol files.' };
    case 'rest':
      if (!isTypeScript(backend)) {
        return {
          value: 'openapi',
          why: 'The two sides are written in different languages, and the OpenAPI document joins them.',
        };
      }
      if (service === 'api')
        return { value: 'openapi', why: 'A public API is used through its OpenAPI document, by the own front end too.' };
      return { value: 'react-query', why: 'Server state belongs in one cache with loading, error and invalidation solved.' };
  }
}

function isTypeScript(backend: Requirements['backend']): boolean {
  return backend === 'express' || backend === 'fastify' || backend === 'nextjs';
}
