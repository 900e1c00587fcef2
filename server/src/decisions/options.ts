import type { Choices, DecisionField, Decisions, DecisionValue } from './decisions.ts';

// What a person reads about each decision. The records are keyed by the values of the schema, so that a value without
// a text does not compile. Icons are codicon names.

/** A section of the architecture guide that the rules, snippets and pages share. */
export interface Section {
  readonly number: number;
  readonly title: string;
}

export interface Option {
  readonly label: string;
  /** A codicon name without its `codicon-` prefix. */
  readonly icon: string;
  /** One line for the card: what is gained, what is paid. */
  readonly tradeOff: string;
  /** One sentence for the decision record: why one would take it. */
  readonly reason: string;
  readonly chooseWhen: string;
  readonly speaksAgainst: string;
}

export interface Question<Field extends DecisionField = DecisionField> {
  readonly title: string;
  readonly question: string;
  readonly section: Section;
  readonly options: { readonly [Value in `${Decisions[Field]}`]: Option };
}

const structure: Section = { number: 1, title: 'Structure and layering' };
const errors: Section = { number: 3, title: 'Error handling and resilience' };
const database: Section = { number: 4, title: 'Database access' };
const apiClient: Section = { number: 5, title: 'API client' };
const auth: Section = { number: 6, title: 'Authentication and middleware' };
const jobs: Section = { number: 8, title: 'Background jobs' };
const caching: Section = { number: 9, title: 'Caching' };
const uploads: Section = { number: 10, title: 'File upload' };
const realtime: Section = { number: 11, title: 'Real-time' };

export const questions: { readonly [Field in DecisionField]: Question<Field> } = {
  backend: {
    title: 'Back end',
    question: 'What serves the API?',
    section: structure,
    options: {
      express: {
        label: 'Express',
        icon: 'server',
        tradeOff: 'Small and known to everyone; the structure is yours to keep',
        reason: 'Express 5 is small, widely known and shares its language with the front end.',
        chooseWhen: 'the team writes TypeScript and wants an API of its own, apart from the front end',
        speaksAgainst: 'It brings no structure, validation or configuration; the scaffold and the rules must hold them.',
      },
      fastify: {
        label: 'Fastify',
        icon: 'rocket',
        tradeOff: 'Plugins and schemas built in, at high speed; fewer people know it than Express',
        reason: 'Fastify brings validation, logging and encapsulated plugins, and shares its language with the front end.',
        chooseWhen: 'the team writes TypeScript and wants structure and throughput from the framework itself',
        speaksAgainst:
          'Encapsulation has to be understood: a hook counts in its own plugin and in those below it, and nowhere else.',
      },
      nextjs: {
        label: 'Next.js',
        icon: 'window',
        tradeOff: 'One project for pages and API; long-lived connections need a server around it',
        reason: 'Next.js keeps pages and route handlers in one project with one deployment.',
        chooseWhen: 'pages need server rendering and the API serves mainly these pages',
        speaksAgainst: 'WebSockets, workers and other long-lived work do not fit into route handlers.',
      },
      fastapi: {
        label: 'FastAPI',
        icon: 'symbol-method',
        tradeOff: 'Typed Python with OpenAPI for free; two languages in the repository',
        reason: 'FastAPI validates typed Python at the boundary and publishes OpenAPI from it.',
        chooseWhen: 'the domain lives in Python: data, machine learning, science',
        speaksAgainst: 'A blocking call in an async handler stalls every request of the process.',
      },
      django: {
        label: 'Django',
        icon: 'library',
        tradeOff: 'Admin, ORM and migrations included; its conventions come along',
        reason: 'Django brings admin, ORM, migrations and permissions that fit together.',
        chooseWhen: 'an administration interface and relational data are most of the product',
        speaksAgainst: 'Its models invite business logic into the data layer, and async support is partial.',
      },
      go: {
        label: 'Go',
        icon: 'zap',
        tradeOff: 'One small binary with steady latency; more code for the same feature',
        reason: 'Go gives one static binary, low memory and concurrency without a framework.',
        chooseWhen: 'throughput, memory or a simple deployment matter more than speed of writing',
        speaksAgainst: 'More lines for the same feature, and types are not shared with the front end.',
      },
    },
  },
  frontend: {
    title: 'Front end',
    question: 'What do people look at?',
    section: apiClient,
    options: {
      react: {
        label: 'React',
        icon: 'browser',
        tradeOff: 'Largest ecosystem; state and routing are separate choices',
        reason: 'React has the widest choice of libraries and of people who know it.',
        chooseWhen: 'the interface is an application that lives in the browser',
        speaksAgainst: 'Nothing is shown before the script has loaded, and many choices stay with the team.',
      },
      vue: {
        label: 'Vue',
        icon: 'symbol-color',
        tradeOff: 'Gentle templates and one official router; a smaller ecosystem',
        reason: 'Vue keeps template, logic and style of a component in one readable file.',
        chooseWhen: 'the team prefers templates and official companion libraries',
        speaksAgainst: 'Fewer ready-made component libraries than React.',
      },
      nextjs: {
        label: 'Next.js pages',
        icon: 'window',
        tradeOff: 'Rendered on the server, then live in the browser; bound to a Next.js back end',
        reason: 'Next.js renders pages on the server and shares types with its route handlers.',
        chooseWhen: 'search engines and first paint matter',
        speaksAgainst: 'Server and client components are two worlds with a border one must know.',
      },
      htmx: {
        label: 'HTMX',
        icon: 'code',
        tradeOff: 'Pages rendered by the back end, hardly any script; rich interaction is hard',
        reason: 'HTMX keeps state on the server and needs no build of its own.',
        chooseWhen: 'forms and tables are most of the interface',
        speaksAgainst: 'Offline use, optimistic updates and complex widgets do not fit.',
      },
      none: {
        label: 'None',
        icon: 'circle-slash',
        tradeOff: 'Only an API; others bring the interface',
        reason: 'The service is used by other programs only.',
        chooseWhen: 'the consumers are other services, mobile apps or partners',
        speaksAgainst: 'Nobody uses the API in the same repository, so breaking it goes unnoticed without contract tests.',
      },
    },
  },
  service: {
    title: 'Service type',
    question: 'What shape does the system have?',
    section: structure,
    options: {
      fullstack: {
        label: 'Full-stack monolith',
        icon: 'layers',
        tradeOff: 'One repository and one release; scales as a whole',
        reason: 'One back end and one front end are released together.',
        chooseWhen: 'one team builds both sides',
        speaksAgainst: 'Parts cannot be released or scaled on their own.',
      },
      api: {
        label: 'API only',
        icon: 'plug',
        tradeOff: 'Clear contract for any client; needs versioning discipline',
        reason: 'Several clients that are released apart use the same API.',
        chooseWhen: 'mobile apps, partners or several front ends use it',
        speaksAgainst: 'A change of the contract must wait for every client.',
      },
      microservice: {
        label: 'Microservice',
        icon: 'type-hierarchy',
        tradeOff: 'Released and scaled alone; the network becomes part of the program',
        reason: 'The service has one bounded responsibility and its own data.',
        chooseWhen: 'several teams must release independently',
        speaksAgainst: 'Distributed failures, tracing and data consistency come with the first call between services.',
      },
    },
  },
  database: {
    title: 'Database',
    question: 'Where does the data live?',
    section: database,
    options: {
      sqlite: {
        label: 'SQLite',
        icon: 'file-binary',
        tradeOff: 'Nothing to install or run; one process writes',
        reason: 'SQLite is embedded, needs no server and is enough for one process.',
        chooseWhen: 'the product starts, or one machine serves it',
        speaksAgainst: 'Several instances cannot share the file, and there is one writer at a time.',
      },
      postgresql: {
        label: 'PostgreSQL',
        icon: 'database',
        tradeOff: 'The safe choice for growth; a server to run',
        reason: 'PostgreSQL offers strict types, rich indexes and mature operations.',
        chooseWhen: 'several instances run or data has relations that matter',
        speaksAgainst: 'A server must be operated, backed up and given a connection pool.',
      },
      mysql: {
        label: 'MySQL',
        icon: 'database',
        tradeOff: 'Hosted everywhere; schema changes lock more',
        reason: 'MySQL is what the organisation already operates.',
        chooseWhen: 'it is already there, with people who know it',
        speaksAgainst: 'Schema changes are not transactional, so a failed migration stops half-way.',
      },
      mongodb: {
        label: 'MongoDB',
        icon: 'json',
        tradeOff: 'Documents as they are; relations and constraints are yours to hold',
        reason: 'Records are documents of varying shape that are read whole.',
        chooseWhen: 'data is nested, its shape varies, and it is read as a whole',
        speaksAgainst: 'References between documents are not checked by the database.',
      },
    },
  },
  redis: {
    title: 'Redis',
    question: 'Is there a Redis for cache, sessions, limits and jobs?',
    section: caching,
    options: {
      false: {
        label: 'No Redis',
        icon: 'circle-slash',
        tradeOff: 'Nothing more to run; limits and events stay within one process',
        reason: 'One process is enough, so shared memory between processes is not needed.',
        chooseWhen: 'one instance serves everything',
        speaksAgainst: 'With a second instance, rate limits, sessions and events are no longer shared.',
      },
      true: {
        label: 'Redis',
        icon: 'pulse',
        tradeOff: 'Shared cache, limits, jobs and event fan-out; one more server',
        reason: 'Redis shares cache, sessions, rate limits, jobs and events between instances.',
        chooseWhen: 'several instances run, or jobs are queued',
        speaksAgainst: 'One more server whose loss must be survived.',
      },
    },
  },
  api: {
    title: 'API style',
    question: 'How do front end and back end talk?',
    section: apiClient,
    options: {
      rest: {
        label: 'REST',
        icon: 'globe',
        tradeOff: 'Understood by every client and cache; types need generating',
        reason: 'REST with OpenAPI is understood by every client, proxy and cache.',
        chooseWhen: 'the API is public, or the two sides are written in different languages',
        speaksAgainst: 'Types are shared only through generation, and a screen may need several requests.',
      },
      graphql: {
        label: 'GraphQL',
        icon: 'graph',
        tradeOff: 'Each client asks for what it needs; caching and cost limits get harder',
        reason: 'GraphQL lets several front ends ask for different data from one schema.',
        chooseWhen: 'many front ends need different cuts of the same data',
        speaksAgainst: 'Query cost, N+1 loading and HTTP caching need work that REST does not.',
      },
      trpc: {
        label: 'tRPC',
        icon: 'symbol-interface',
        tradeOff: 'Types end to end without generation; TypeScript on both sides only',
        reason: 'tRPC gives one TypeScript team end-to-end types without a generation step.',
        chooseWhen: 'the same team writes both sides in TypeScript',
        speaksAgainst: 'Clients in other languages and public consumers are shut out.',
      },
      grpc: {
        label: 'gRPC',
        icon: 'arrow-swap',
        tradeOff: 'Fast, strict contracts between services; browsers need Connect',
        reason: 'gRPC gives services a strict, fast contract with streaming.',
        chooseWhen: 'services talk to services',
        speaksAgainst: 'Browsers and curl cannot speak it without a translating layer.',
      },
    },
  },
  realtime: {
    title: 'Real-time',
    question: 'How do changes reach open screens?',
    section: realtime,
    options: {
      none: {
        label: 'None',
        icon: 'circle-slash',
        tradeOff: 'Simplest; a screen is as fresh as its last request',
        reason: 'No screen needs to change without a request.',
        chooseWhen: 'data changes seldom, or one person works on it at a time',
        speaksAgainst: 'Two people on the same screen do not see each other’s changes.',
      },
      sse: {
        label: 'Server-sent events',
        icon: 'broadcast',
        tradeOff: 'Plain HTTP with reconnect and replay; one direction',
        reason: 'Server-sent events carry one-way updates over plain HTTP, with reconnect and replay in the standard.',
        chooseWhen: 'the server tells, the browser listens: lists, notifications, progress',
        speaksAgainst: 'The browser cannot send over it, and each open screen holds a connection.',
      },
      websocket: {
        label: 'WebSocket',
        icon: 'comment-discussion',
        tradeOff: 'Both directions at low latency; heartbeat, auth and scaling are yours',
        reason: 'WebSocket carries messages in both directions at low latency.',
        chooseWhen: 'both sides send often: chat, games, shared editing',
        speaksAgainst: 'Heartbeats, authentication, back-pressure and reconnect must all be written.',
      },
      polling: {
        label: 'Polling',
        icon: 'sync',
        tradeOff: 'Works everywhere at once; late and wasteful with many clients',
        reason: 'Polling is the simplest way to follow a status for a few clients.',
        chooseWhen: 'a few clients wait for a simple status',
        speaksAgainst: 'Load grows with clients times frequency, and news is always late.',
      },
    },
  },
  auth: {
    title: 'Authentication',
    question: 'How does the API know who is calling?',
    section: auth,
    options: {
      jwt: {
        label: 'JWT with refresh',
        icon: 'key',
        tradeOff: 'Stateless short-lived access, rotating refresh cookie; revoking takes minutes',
        reason: 'A short-lived access token keeps requests stateless, and a rotating httpOnly cookie renews it.',
        chooseWhen: 'a single-page app or several services check the same token',
        speaksAgainst: 'An access token stays valid until it expires, even after logout.',
      },
      session: {
        label: 'Session cookie',
        icon: 'shield',
        tradeOff: 'Revoked at once; needs a store and CSRF protection',
        reason: 'A server-side session is simple, and it is revoked the moment it is deleted.',
        chooseWhen: 'pages are rendered by the back end on the same site',
        speaksAgainst: 'Every request reads the session store, and cookies need CSRF protection.',
      },
      oauth: {
        label: 'OAuth / OpenID Connect',
        icon: 'organization',
        tradeOff: 'People keep their existing account; depends on a provider',
        reason: 'People sign in with an account that they already have.',
        chooseWhen: 'users belong to an organisation with an identity provider',
        speaksAgainst: 'Nobody can sign in while the provider is unreachable.',
      },
      authjs: {
        label: 'Auth.js',
        icon: 'account',
        tradeOff: 'Many providers ready-made; tied to its session model',
        reason: 'Auth.js brings many providers and the session handling for TypeScript back ends.',
        chooseWhen: 'a Next.js or Express project wants several sign-in providers',
        speaksAgainst: 'Its session model is taken as it is, and it exists for TypeScript only.',
      },
      clerk: {
        label: 'Clerk',
        icon: 'verified',
        tradeOff: 'Sign-in screens and user management as a service; paid and external',
        reason: 'Clerk takes over sign-in screens, user management and multi-factor.',
        chooseWhen: 'user management is not to be built at all',
        speaksAgainst: 'User data lives with a vendor whose price and uptime become yours.',
      },
      none: {
        label: 'None',
        icon: 'circle-slash',
        tradeOff: 'Nothing to sign in to; everybody can do everything',
        reason: 'The service is reachable only by callers that are already trusted.',
        chooseWhen: 'a gateway or a private network already decides who may call',
        speaksAgainst: 'One wrong network rule, and everybody may write.',
      },
    },
  },
  structure: {
    title: 'Project structure',
    question: 'How is the source tree of the back end cut?',
    section: structure,
    options: {
      'feature-first': {
        label: 'Feature-first',
        icon: 'symbol-namespace',
        tradeOff: 'What changes together lies together; shared code needs a home',
        reason: 'A feature is read, changed, tested and removed in one folder.',
        chooseWhen: 'no framework dictates another way',
        speaksAgainst: 'What two features share must be given a place on purpose.',
      },
      'layer-first': {
        label: 'Layer-first',
        icon: 'list-tree',
        tradeOff: 'Familiar folders; every feature is spread over all of them',
        reason: 'The team already works with one folder per technical layer; the front end stays cut by features.',
        chooseWhen: 'an existing code base is cut this way and stays small',
        speaksAgainst: 'Each change touches every folder, and features grow into each other unseen.',
      },
    },
  },
  apiClient: {
    title: 'API client',
    question: 'How does the front end call the API?',
    section: apiClient,
    options: {
      trpc: {
        label: 'tRPC client',
        icon: 'symbol-interface',
        tradeOff: 'Types flow without generation; TypeScript on both sides only',
        reason: 'The types of the router are the types of the client, with nothing to generate.',
        chooseWhen: 'the API is tRPC',
        speaksAgainst: 'It binds the front end to the source of the back end.',
      },
      openapi: {
        label: 'OpenAPI client',
        icon: 'file-code',
        tradeOff: 'Typed calls in any language; a generation step to keep in step',
        reason: 'Client and types are generated from the published OpenAPI document.',
        chooseWhen: 'the two sides are written in different languages, or the API is public',
        speaksAgainst: 'A generation step must run whenever the API changes.',
      },
      'react-query': {
        label: 'TanStack Query',
        icon: 'sync',
        tradeOff: 'Caching, retries and invalidation solved; one more library to know',
        reason: 'TanStack Query keeps server state in one cache with loading, error and invalidation solved.',
        chooseWhen: 'a React or Vue application shows data that changes on the server',
        speaksAgainst: 'Query keys and invalidation have to be understood.',
      },
      'typed-fetch': {
        label: 'Typed fetch',
        icon: 'code',
        tradeOff: 'No dependency; caching and retries are yours',
        reason: 'A typed wrapper around fetch is enough for a small front end.',
        chooseWhen: 'there are a handful of calls and hardly any shared server state',
        speaksAgainst: 'Loading, caching and retry are written again on every screen.',
      },
      'graphql-codegen': {
        label: 'GraphQL code generation',
        icon: 'graph',
        tradeOff: 'Every query typed from the schema; a generation step',
        reason: 'Types of every query and mutation are generated from the schema.',
        chooseWhen: 'the API is GraphQL',
        speaksAgainst: 'A generation step must run whenever a query or the schema changes.',
      },
      none: {
        label: 'None',
        icon: 'circle-slash',
        tradeOff: 'Pages come rendered, or there is nobody to call',
        reason: 'The browser receives rendered pages, or there is no front end.',
        chooseWhen: 'the front end is HTMX, there is no front end, or Connect generates the client',
        speaksAgainst: 'An application in the browser would scatter its calls over its components.',
      },
    },
  },
  errors: {
    title: 'Error handling',
    question: 'How do errors reach the caller?',
    section: errors,
    options: {
      typed: {
        label: 'Typed errors, one handler',
        icon: 'error',
        tradeOff: 'One shape for every error (RFC 9457); each error needs its class',
        reason: 'Typed errors and one global handler give every caller the same RFC 9457 body and leak nothing.',
        chooseWhen: 'always',
        speaksAgainst: 'A new kind of failure needs a class before it is thrown.',
      },
    },
  },
  uploads: {
    title: 'File upload',
    question: 'How do files come in?',
    section: uploads,
    options: {
      none: {
        label: 'None',
        icon: 'circle-slash',
        tradeOff: 'No files, no storage',
        reason: 'The product stores no files.',
        chooseWhen: 'no file is stored',
        speaksAgainst: 'It is a change of architecture when files come later.',
      },
      presigned: {
        label: 'Presigned URL',
        icon: 'cloud-upload',
        tradeOff: 'Files go straight to storage; needs an object store',
        reason: 'The browser sends files straight to the object store, past the API.',
        chooseWhen: 'files may be large and an object store is at hand',
        speaksAgainst: 'Files that were never confirmed must be cleaned up.',
      },
      multipart: {
        label: 'Multipart',
        icon: 'file-add',
        tradeOff: 'One request through the API; memory and time are the API’s',
        reason: 'Small files are checked by the API while they come in.',
        chooseWhen: 'files are small and must be checked before they are stored',
        speaksAgainst: 'Large files hold connections and memory of the API.',
      },
    },
  },
  jobs: {
    title: 'Background jobs',
    question: 'Is there work that a request cannot wait for?',
    section: jobs,
    options: {
      none: {
        label: 'None',
        icon: 'circle-slash',
        tradeOff: 'Every request finishes its own work',
        reason: 'Every request finishes its work within its time limit.',
        chooseWhen: 'nothing takes longer than a second',
        speaksAgainst: 'Slow work would block the caller.',
      },
      queue: {
        label: 'Queue and worker',
        icon: 'run-all',
        tradeOff: 'Retries, schedule and back-pressure; a worker process and Redis',
        reason: 'A queue retries slow work in a process of its own.',
        chooseWhen: 'mails, reports, imports or calls to slow services',
        speaksAgainst: 'A second process and Redis have to run, and jobs must be idempotent.',
      },
    },
  },
  tenancy: {
    title: 'Tenancy',
    question: 'Do several customers share the tables?',
    section: database,
    options: {
      none: {
        label: 'Single tenant',
        icon: 'home',
        tradeOff: 'No tenant column; one installation per customer',
        reason: 'One organisation uses the installation.',
        chooseWhen: 'there is one organisation, or one database each',
        speaksAgainst: 'Adding tenants later touches every table and query.',
      },
      'row-level': {
        label: 'Tenant column',
        icon: 'organization',
        tradeOff: 'One database for all customers; every query must filter',
        reason: 'Many small customers share one database, apart by a tenant column.',
        chooseWhen: 'there are many small customers',
        speaksAgainst: 'One forgotten filter shows a customer the data of another.',
      },
    },
  },
};

/** The text of one value. */
export function optionOf<Field extends DecisionField>(field: Field, value: Decisions[Field]): Option {
  const options: Readonly<Record<string, Option>> = questions[field].options;
  const option = options[String(value)];
  if (option === undefined) throw new Error(`no option text for ${field}=${String(value)}`);
  return option;
}

// What the templates can build. Every other value can be recorded, detected and analysed.
const scaffolded: { readonly [Field in DecisionField]: readonly Decisions[Field][] } = {
  backend: ['express', 'fastify', 'nextjs', 'fastapi', 'django', 'go'],
  frontend: ['react', 'vue', 'nextjs', 'htmx', 'none'],
  service: ['fullstack', 'api', 'microservice'],
  database: ['sqlite', 'postgresql'],
  redis: [false],
  api: ['rest', 'trpc'],
  realtime: ['none', 'sse', 'websocket', 'polling'],
  auth: ['jwt', 'session'],
  structure: ['feature-first', 'layer-first'],
  apiClient: ['trpc', 'openapi', 'react-query', 'typed-fetch', 'none'],
  errors: ['typed'],
  uploads: ['none'],
  jobs: ['none'],
  tenancy: ['none'],
};

/** Why a value cannot be scaffolded, as a sentence to show beside it; undefined when it can. */
export function scaffoldObstacle<Field extends DecisionField>(field: Field, value: Decisions[Field]): string | undefined {
  const ready: readonly DecisionValue[] = scaffolded[field];
  return ready.includes(value) ? undefined : `${optionOf(field, value).label}: not yet scaffolded; analysis works`;
}

/** The values of a field that can be scaffolded, in the order of the schema. */
export function scaffoldedValues<Field extends DecisionField>(field: Field): readonly Decisions[Field][] {
  return scaffolded[field];
}

/** The obstacles of all choices made so far, by field. Empty when everything chosen can be scaffolded. */
export function scaffoldObstacles(choices: Choices): readonly { readonly field: DecisionField; readonly reason: string }[] {
  return (Object.keys(questions) as DecisionField[]).flatMap((field) => {
    const value = choices[field];
    const reason = value === undefined ? undefined : scaffoldObstacle(field, value);
    return reason === undefined ? [] : [{ field, reason }];
  });
}
