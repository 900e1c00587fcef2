import { perWorkspace } from '#workspace/visible-state.ts';

/** Names that a library of the project reads by itself, by the manuals of these libraries: they stand in no code of the project. */
export const libraryVariables = perWorkspace((workspace): ((name: string) => boolean) => {
  const patterns = new Set<RegExp>();
  for (const { facts } of workspace.files.values()) {
    if (facts.kind !== 'package-manifest' && facts.kind !== 'python-project' && facts.kind !== 'go-module') continue;
    for (const { name } of facts.dependencies)
      for (const [library, variables] of LIBRARIES) if (library.test(name.toLowerCase())) patterns.add(variables);
  }
  return (name) => [...patterns].some((it) => it.test(name));
});

const LIBRARIES: readonly (readonly [library: RegExp, variables: RegExp])[] = [
  [/^@clerk\//, /^(\w+_)?CLERK_\w+$/],
  [/^(next-auth|@auth\/.+)$/, /^(NEXTAUTH_\w+|AUTH_\w+)$/],
  [/^better-auth$/, /^BETTER_AUTH_\w+$/],
  [/^@sentry\/|^sentry-sdk$|sentry-go$/, /^SENTRY_\w+$/],
  [/^@upstash\/|^upstash-redis$/, /^(UPSTASH|QSTASH|KV)_\w+$/],
  [/^@vercel\/blob$/, /^BLOB_READ_WRITE_TOKEN$/],
  [/^@vercel\/postgres$/, /^POSTGRES_\w+$/],
  [/^uploadthing$|^@uploadthing\//, /^UPLOADTHING_\w+$/],
  [/^resend$/, /^RESEND_(API_KEY|BASE_URL)$/],
  [/^(ai|@ai-sdk\/gateway)$/, /^AI_GATEWAY_\w+$/],
  [/^(@ai-sdk\/openai|openai)$/, /^OPENAI_\w+$/],
  [/^(@ai-sdk\/anthropic|@anthropic-ai\/sdk|anthropic)$/, /^ANTHROPIC_\w+$/],
  [/^(langchain|langsmith|@langchain\/.+|langchain-.+)$/, /^(LANGCHAIN|LANGSMITH|OPENAI|ANTHROPIC)_\w+$/],
  [/^(@aws-sdk\/.+|aws-sdk|boto3|aioboto3|django-storages)$|aws-sdk-go/, /^AWS_\w+$/],
  [
    /^(@google-cloud\/.+|firebase-admin|google-cloud-.+)$|^cloud\.google\.com\/go/,
    /^GOOGLE_(APPLICATION_CREDENTIALS|CLOUD_PROJECT)$/,
  ],
  [/^(pg|postgres|psycopg|psycopg2|psycopg2-binary|asyncpg)$|jackc\/pgx/, /^PG[A-Z]+$/],
  [/^uvicorn$/, /^(UVICORN_\w+|WEB_CONCURRENCY|FORWARDED_ALLOW_IPS)$/],
  [/^gunicorn$/, /^(GUNICORN_CMD_ARGS|WEB_CONCURRENCY|FORWARDED_ALLOW_IPS)$/],
  [/^turbo$/, /^TURBO_\w+$/],
  [/^posthog-(js|node)$|^posthog$/, /^POSTHOG_\w+$/],
];
