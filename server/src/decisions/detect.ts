import type { Path } from '#base/paths.ts';
import type { Decisions, RequirementField } from './decisions.ts';

// What an open folder already says about the requirements, read from the names of its dependencies and images.

/** A named thing that a manifest asks for. `line` is 1-based. */
export interface ManifestEntry {
  readonly name: string;
  readonly line: number;
}

/** One manifest. `image` stands for the images of compose files and Dockerfiles, by name without registry and tag. */
export interface ManifestEntries {
  readonly path: Path;
  readonly ecosystem: 'npm' | 'pypi' | 'go' | 'image';
  readonly entries: readonly ManifestEntry[];
}

export interface Evidence {
  readonly path: Path;
  readonly line: number;
  readonly name: string;
}

export interface DetectedValue<Field extends RequirementField = RequirementField> {
  readonly field: Field;
  readonly value: Decisions[Field];
  /** Never empty; ordered by path and line. */
  readonly evidence: readonly Evidence[];
}

/**
 * The values that the manifests give evidence for, by field in the order of the sheet; within a field the value that wins comes
 * first. Fields without evidence are left out: nothing is concluded from absence.
 */
export function detectRequirements(manifests: readonly ManifestEntries[]): readonly DetectedValue[] {
  return signs.flatMap((sign) => {
    const evidence = manifests.flatMap((manifest) => evidenceIn(manifest, sign)).toSorted(byPlace);
    return evidence.length === 0 ? [] : [{ field: sign.field, value: sign.value, evidence } satisfies DetectedValue];
  });
}

interface Sign<Field extends RequirementField = RequirementField> {
  readonly field: Field;
  readonly value: Decisions[Field];
  /** Dependency names; a trailing `*` stands for any ending. Python names as PEP 503 normalises them. */
  readonly npm?: string;
  readonly pypi?: string;
  readonly go?: string;
  readonly image?: string;
}

// Earlier signs of a field win: a framework that contains another (Next.js contains React) stands before it.
const signs: readonly Sign[] = [
  { field: 'backend', value: 'nextjs', npm: 'next' },
  { field: 'backend', value: 'fastify', npm: 'fastify' },
  { field: 'backend', value: 'express', npm: 'express' },
  { field: 'backend', value: 'fastapi', pypi: 'fastapi' },
  { field: 'backend', value: 'django', pypi: 'django djangorestframework' },
  {
    field: 'backend',
    value: 'go',
    go: 'github.com/go-chi/chi* github.com/gin-gonic/gin github.com/labstack/echo* github.com/gofiber/fiber* github.com/gorilla/mux',
  },
  { field: 'frontend', value: 'nextjs', npm: 'next' },
  { field: 'frontend', value: 'vue', npm: 'vue nuxt' },
  { field: 'frontend', value: 'react', npm: 'react-dom' },
  { field: 'frontend', value: 'htmx', npm: 'htmx.org', pypi: 'django-htmx fastapi-htmx', go: 'github.com/angelofallars/htmx-go' },
  {
    field: 'database',
    value: 'postgresql',
    npm: 'pg postgres @neondatabase/serverless pg-promise',
    pypi: 'psycopg psycopg2 psycopg2-binary psycopg-binary asyncpg',
    go: 'github.com/lib/pq github.com/jackc/pgx*',
    image: 'postgres postgis/postgis timescale/timescaledb pgvector/pgvector',
  },
  {
    field: 'database',
    value: 'mysql',
    npm: 'mysql2 mysql mariadb',
    pypi: 'mysqlclient pymysql aiomysql asyncmy mysql-connector-python',
    go: 'github.com/go-sql-driver/mysql',
    image: 'mysql mariadb',
  },
  {
    field: 'database',
    value: 'mongodb',
    npm: 'mongodb mongoose',
    pypi: 'pymongo motor beanie mongoengine django-mongodb-backend',
    go: 'go.mongodb.org/mongo-driver*',
    image: 'mongo',
  },
  {
    field: 'database',
    value: 'sqlite',
    npm: 'better-sqlite3 sqlite3 @libsql/client',
    pypi: 'aiosqlite',
    go: 'github.com/mattn/go-sqlite3 modernc.org/sqlite',
  },
  {
    field: 'redis',
    value: true,
    npm: 'ioredis redis @redis/client @upstash/redis bullmq bull',
    pypi: 'redis django-redis aioredis celery rq',
    go: 'github.com/redis/go-redis* github.com/go-redis/redis* github.com/hibiken/asynq',
    image: 'redis valkey/valkey',
  },
  { field: 'api', value: 'trpc', npm: '@trpc/server @trpc/client' },
  {
    field: 'api',
    value: 'graphql',
    npm: 'graphql graphql-yoga @apollo/server @apollo/client urql',
    pypi: 'strawberry-graphql graphene graphene-django ariadne',
    go: 'github.com/99designs/gqlgen',
  },
  {
    field: 'api',
    value: 'grpc',
    npm: '@grpc/grpc-js @connectrpc/connect*',
    pypi: 'grpcio',
    go: 'google.golang.org/grpc connectrpc.com/connect',
  },
  {
    field: 'realtime',
    value: 'websocket',
    npm: 'ws socket.io express-ws',
    pypi: 'channels python-socketio websockets',
    go: 'github.com/gorilla/websocket github.com/coder/websocket nhooyr.io/websocket',
  },
  {
    field: 'realtime',
    value: 'sse',
    npm: 'better-sse @microsoft/fetch-event-source eventsource',
    pypi: 'sse-starlette django-eventstream',
    go: 'github.com/r3labs/sse*',
  },
  { field: 'auth', value: 'clerk', npm: '@clerk/*', pypi: 'clerk-backend-api', go: 'github.com/clerk/clerk-sdk-go*' },
  { field: 'auth', value: 'authjs', npm: 'next-auth @auth/*' },
  {
    field: 'auth',
    value: 'jwt',
    npm: 'jsonwebtoken jose express-jwt passport-jwt',
    pypi: 'pyjwt python-jose djangorestframework-simplejwt',
    go: 'github.com/golang-jwt/jwt*',
  },
  {
    field: 'auth',
    value: 'session',
    npm: 'express-session iron-session cookie-session',
    go: 'github.com/gorilla/sessions github.com/alexedwards/scs*',
  },
  {
    field: 'auth',
    value: 'oauth',
    npm: 'openid-client passport-google-oauth20 passport-oauth2 arctic',
    pypi: 'authlib django-allauth social-auth-app-django',
    go: 'golang.org/x/oauth2 github.com/coreos/go-oidc*',
  },
];

function evidenceIn(manifest: ManifestEntries, sign: Sign): readonly Evidence[] {
  const names = sign[manifest.ecosystem]?.split(' ') ?? [];
  return manifest.entries
    .filter((entry) => names.some((name) => matchesName(entry.name.toLowerCase(), name)))
    .map((entry) => ({ path: manifest.path, line: entry.line, name: entry.name }));
}

/** `github.com/x/y*` stands for the module and its major-version paths; `@scope/*` for any package of a scope. */
function matchesName(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function byPlace(one: Evidence, other: Evidence): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.line - other.line;
}
