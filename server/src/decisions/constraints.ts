import type { Choices, DecisionField, DecisionValue } from './decisions.ts';

/** `block`: cannot be built. `warn`: can be built, and the reader learns what it costs. */
export type ConstraintSeverity = 'block' | 'warn';

export interface Constraint {
  readonly id: string;
  readonly severity: ConstraintSeverity;
  /** The decisions that together break it; a sheet marks these. */
  readonly fields: readonly DecisionField[];
  /** What the user reads. */
  readonly sentence: string;
  /** True when the choices break it. A choice that is not made yet breaks nothing. */
  readonly applies: (choices: Choices) => boolean;
}

export const constraints: readonly Constraint[] = [
  {
    id: 'trpc-needs-typescript-backend',
    severity: 'block',
    fields: ['api', 'backend'],
    sentence: 'tRPC shares TypeScript types, so its back end is Express or Next.js.',
    applies: ({ api, backend }) => api === 'trpc' && isOneOf(backend, 'fastapi', 'django', 'go'),
  },
  {
    id: 'fastify-has-no-trpc',
    severity: 'block',
    fields: ['api', 'backend'],
    sentence: 'tRPC is not served by Fastify so far; take Express or Next.js.',
    applies: ({ api, backend }) => api === 'trpc' && backend === 'fastify',
  },
  {
    id: 'trpc-needs-typescript-frontend',
    severity: 'block',
    fields: ['api', 'frontend'],
    sentence: 'tRPC shares TypeScript types, so its front end is React, Vue, Next.js or none.',
    applies: ({ api, frontend }) => api === 'trpc' && frontend === 'htmx',
  },
  {
    id: 'nextjs-pages-need-nextjs-backend',
    severity: 'block',
    fields: ['frontend', 'backend'],
    sentence: 'Next.js pages are served by a Next.js back end; take React or Vue with another one.',
    applies: ({ frontend, backend }) => frontend === 'nextjs' && backend !== undefined && backend !== 'nextjs',
  },
  {
    id: 'nextjs-backend-serves-own-pages',
    severity: 'block',
    fields: ['backend', 'frontend'],
    sentence: 'A Next.js back end brings its own pages: the front end is Next.js or none.',
    applies: ({ backend, frontend }) => backend === 'nextjs' && isOneOf(frontend, 'react', 'vue', 'htmx'),
  },
  {
    id: 'fastify-renders-no-pages',
    severity: 'block',
    fields: ['frontend', 'backend'],
    sentence: 'Pages with HTMX are not rendered by Fastify so far; take Express, or React or Vue.',
    applies: ({ frontend, backend }) => frontend === 'htmx' && backend === 'fastify',
  },
  {
    id: 'htmx-needs-rest',
    severity: 'block',
    fields: ['frontend', 'api'],
    sentence: 'HTMX asks for pages with plain HTTP methods, so the API style is REST.',
    applies: ({ frontend, api }) => frontend === 'htmx' && api !== undefined && api !== 'rest',
  },
  {
    id: 'htmx-has-no-client',
    severity: 'block',
    fields: ['frontend', 'apiClient'],
    sentence: 'HTMX pages are rendered by the back end, so there is no API client.',
    applies: ({ frontend, apiClient }) => frontend === 'htmx' && apiClient !== undefined && apiClient !== 'none',
  },
  {
    id: 'htmx-needs-session',
    severity: 'block',
    fields: ['frontend', 'auth'],
    sentence: 'HTMX pages have no script that could hold an access token, so people sign in with a session.',
    applies: ({ frontend, auth }) => frontend === 'htmx' && isOneOf(auth, 'jwt', 'clerk'),
  },
  {
    id: 'grpc-browser-needs-connect',
    severity: 'block',
    fields: ['api', 'backend', 'frontend'],
    sentence: 'Browsers reach gRPC through Connect, which Express, Fastify and Go offer; take one of them, or no front end.',
    applies: ({ api, backend, frontend }) =>
      api === 'grpc' && isOneOf(backend, 'fastapi', 'django', 'nextjs') && isBrowser(frontend),
  },
  {
    id: 'grpc-python-is-for-services',
    severity: 'block',
    fields: ['api', 'backend', 'service'],
    sentence: 'FastAPI and Django offer gRPC only to other services: the service type is API or microservice.',
    applies: ({ api, backend, service }) => api === 'grpc' && isOneOf(backend, 'fastapi', 'django') && service === 'fullstack',
  },
  {
    id: 'authjs-needs-typescript-backend',
    severity: 'block',
    fields: ['auth', 'backend'],
    sentence: 'Auth.js runs in Next.js or Express only.',
    applies: ({ auth, backend }) => auth === 'authjs' && isOneOf(backend, 'fastify', 'fastapi', 'django', 'go'),
  },
  {
    id: 'clerk-needs-browser',
    severity: 'block',
    fields: ['auth', 'frontend'],
    sentence: 'Clerk signs people in through its screens in a browser, so it needs a front end.',
    applies: ({ auth, frontend }) => auth === 'clerk' && frontend === 'none',
  },
  {
    id: 'django-mongodb-own-backend',
    severity: 'warn',
    fields: ['backend', 'database'],
    sentence: 'Django reaches MongoDB only through MongoDB’s own database back end, without some parts of the ORM.',
    applies: ({ backend, database }) => backend === 'django' && database === 'mongodb',
  },
  {
    id: 'sqlite-is-for-one-process',
    severity: 'warn',
    fields: ['database', 'service'],
    sentence: 'SQLite serves one process; a microservice with a second instance needs a database server.',
    applies: ({ database, service }) => database === 'sqlite' && service === 'microservice',
  },
  {
    id: 'queue-needs-redis',
    severity: 'block',
    fields: ['jobs', 'redis'],
    sentence: 'The job queue keeps its jobs in Redis.',
    applies: ({ jobs, redis }) => jobs === 'queue' && redis === false,
  },
  {
    id: 'trpc-client-needs-trpc',
    severity: 'block',
    fields: ['apiClient', 'api'],
    sentence: 'The tRPC client speaks to a tRPC API only.',
    applies: ({ apiClient, api }) => apiClient === 'trpc' && api !== undefined && api !== 'trpc',
  },
  {
    id: 'trpc-needs-trpc-client',
    severity: 'block',
    fields: ['api', 'apiClient', 'frontend'],
    sentence: 'A tRPC API is called with the tRPC client.',
    applies: ({ api, apiClient, frontend }) =>
      api === 'trpc' && isApplication(frontend) && apiClient !== undefined && apiClient !== 'trpc',
  },
  {
    id: 'openapi-client-needs-rest',
    severity: 'block',
    fields: ['apiClient', 'api'],
    sentence: 'An OpenAPI client is generated from a REST API.',
    applies: ({ apiClient, api }) => apiClient === 'openapi' && api !== undefined && api !== 'rest',
  },
  {
    id: 'graphql-codegen-needs-graphql',
    severity: 'block',
    fields: ['apiClient', 'api'],
    sentence: 'GraphQL code generation reads a GraphQL schema.',
    applies: ({ apiClient, api }) => apiClient === 'graphql-codegen' && api !== undefined && api !== 'graphql',
  },
  {
    id: 'fetch-client-speaks-http',
    severity: 'block',
    fields: ['apiClient', 'api'],
    sentence: 'TanStack Query and typed fetch here call REST or GraphQL; tRPC and gRPC bring their own client.',
    applies: ({ apiClient, api }) => isOneOf(apiClient, 'react-query', 'typed-fetch') && isOneOf(api, 'trpc', 'grpc'),
  },
  {
    id: 'client-needs-frontend',
    severity: 'block',
    fields: ['apiClient', 'frontend'],
    sentence: 'There is no front end that could hold this API client.',
    applies: ({ apiClient, frontend }) =>
      frontend === 'none' && isOneOf(apiClient, 'react-query', 'typed-fetch', 'graphql-codegen'),
  },
  {
    id: 'application-needs-client',
    severity: 'block',
    fields: ['frontend', 'apiClient', 'api'],
    sentence: 'An application in the browser needs an API client, else its calls are scattered over its components.',
    applies: ({ frontend, apiClient, api }) =>
      isApplication(frontend) && apiClient === 'none' && api !== undefined && api !== 'grpc',
  },
  {
    id: 'nextjs-websocket-needs-server',
    severity: 'warn',
    fields: ['backend', 'realtime'],
    sentence:
      'Next.js route handlers cannot hold a WebSocket; the server around them does, so a host that runs single functions will not do.',
    applies: ({ backend, realtime }) => backend === 'nextjs' && realtime === 'websocket',
  },
  {
    id: 'layer-first-needs-free-layout',
    severity: 'block',
    fields: ['structure', 'backend'],
    sentence: 'Next.js and Django say themselves where code lies; layer-first is for Express, Fastify, FastAPI and Go.',
    applies: ({ structure, backend }) => structure === 'layer-first' && isOneOf(backend, 'nextjs', 'django'),
  },
  {
    id: 'fullstack-without-frontend',
    severity: 'warn',
    fields: ['service', 'frontend'],
    sentence: 'Without a front end this is an API: the service type says what others may expect of it.',
    applies: ({ service, frontend }) => service === 'fullstack' && frontend === 'none',
  },
];

/** The constraints that the choices break, in the order of the list; empty when there are none. */
export function brokenConstraints(choices: Choices): readonly Constraint[] {
  return constraints.filter((constraint) => constraint.applies(choices));
}

/**
 * Why a value is out of reach with the other choices as they are: the constraints with severity `block` that it would newly
 * break. Empty when it may be chosen. A sheet disables the option and shows the first sentence.
 */
export function blockersOf(choices: Choices, field: DecisionField, value: DecisionValue): readonly Constraint[] {
  const candidate: Choices = { ...choices, [field]: value };
  return brokenConstraints(candidate).filter((it) => it.severity === 'block' && it.fields.includes(field));
}

function isOneOf<Value>(value: Value | undefined, ...values: readonly NoInfer<Value>[]): boolean {
  return value !== undefined && values.includes(value);
}

function isBrowser(frontend: Choices['frontend']): boolean {
  return frontend !== undefined && frontend !== 'none';
}

/** A front end that is a program in the browser and calls the API itself. */
function isApplication(frontend: Choices['frontend']): boolean {
  return isOneOf(frontend, 'react', 'vue', 'nextjs');
}
