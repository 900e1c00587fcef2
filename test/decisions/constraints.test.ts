import { describe, expect, test } from 'vitest';
import { blockersOf, brokenConstraints, constraints } from '#decisions/constraints.ts';
import { type Choices, type DecisionField, type Decisions, valuesOf } from '#decisions/decisions.ts';
import { completeDecisions } from '#decisions/recommendation.ts';

/** The decisions that blocking constraints speak about; the others are left at their defaults. */
const relevant = ['backend', 'frontend', 'service', 'redis', 'api', 'auth', 'structure', 'apiClient', 'jobs'] as const;

/**
 * What is allowed, said again in other words and without the code under test: each line is a sentence of the product's own description
 * of what goes together.
 */
function isAllowed({ backend, frontend, service, redis, api, auth, structure, apiClient, jobs }: Decisions): boolean {
  const speaksTypeScript = ['express', 'nextjs'].includes(backend);
  const runsInBrowser = ['react', 'vue', 'nextjs'].includes(frontend);
  const isRendered = frontend === 'htmx';
  const isAlone = frontend === 'none';
  const python = ['fastapi', 'django'].includes(backend);
  const sentences = [
    api !== 'trpc' || (speaksTypeScript && !isRendered),
    (frontend === 'nextjs') <= (backend === 'nextjs'),
    backend !== 'nextjs' || frontend === 'nextjs' || isAlone,
    !isRendered || (api === 'rest' && apiClient === 'none' && backend !== 'fastify'),
    api !== 'grpc' || isAlone || isRendered || ['express', 'fastify', 'go'].includes(backend),
    api !== 'grpc' || !python || service !== 'fullstack',
    auth !== 'authjs' || speaksTypeScript,
    auth !== 'clerk' || !isAlone,
    !isRendered || !['jwt', 'clerk'].includes(auth),
    jobs !== 'queue' || redis,
    structure === 'feature-first' || !['nextjs', 'django'].includes(backend),
    apiClient !== 'trpc' || api === 'trpc',
    apiClient !== 'openapi' || api === 'rest',
    apiClient !== 'graphql-codegen' || api === 'graphql',
    !['react-query', 'typed-fetch'].includes(apiClient) || ['rest', 'graphql'].includes(api),
    !(isAlone && ['react-query', 'typed-fetch', 'graphql-codegen'].includes(apiClient)),
    !(runsInBrowser && apiClient === 'none') || api === 'grpc',
    !(runsInBrowser && api === 'trpc') || apiClient === 'trpc',
  ];
  return sentences.every(Boolean);
}

test('block exactly what is not allowed, over every combination', () => {
  const wrong: Choices[] = [];
  let allowed = 0;
  for (const decisions of combinations(completeDecisions({}), relevant)) {
    const isBlocked = brokenConstraints(decisions).some((it) => it.severity === 'block');
    if (!isBlocked) allowed += 1;
    if (isBlocked === isAllowed(decisions)) wrong.push(Object.fromEntries(relevant.map((field) => [field, decisions[field]])));
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(allowed).toBeGreaterThan(1000);
});

describe.each(constraints.map((it) => [it.id, it] as const))('%s', (_, constraint) => {
  test('can fire, and only for the fields that it names', () => {
    const defaults = completeDecisions({});
    const broken = [...combinations(defaults, constraint.fields)].filter((it) => constraint.applies(it));
    expect(broken.length).toBeGreaterThan(0);
    const others = Object.keys(defaults).filter((it) => !constraint.fields.includes(it as DecisionField)) as DecisionField[];
    for (const field of others) {
      for (const value of valuesOf(field)) {
        expect(
          broken.every((it) => constraint.applies({ ...it, [field]: value })),
          field,
        ).toBe(true);
      }
    }
  });

  test('says nothing as long as one of its fields is open', () => {
    for (const field of constraint.fields) {
      const firing = [...combinations(completeDecisions({}), constraint.fields)].filter((it) => constraint.applies(it));
      for (const it of firing) expect(constraint.applies({ ...it, [field]: undefined })).toBe(false);
    }
  });

  test('is a sentence for people', () => {
    expect(constraint.sentence).toMatch(/^[gt]?[A-Z].*\.$/);
  });
});

test('ids are unique', () => {
  expect(new Set(constraints.map((it) => it.id)).size).toBe(constraints.length);
});

describe('warnings', () => {
  test.each<[Choices, string]>([
    [{ database: 'sqlite', service: 'microservice' }, 'sqlite-is-for-one-process'],
    [{ backend: 'django', database: 'mongodb' }, 'django-mongodb-own-backend'],
    [{ backend: 'nextjs', realtime: 'websocket' }, 'nextjs-websocket-needs-server'],
    [{ service: 'fullstack', frontend: 'none' }, 'fullstack-without-frontend'],
  ])('%j', (choices, id) => {
    expect(brokenConstraints(choices).map((it) => [it.id, it.severity])).toEqual([[id, 'warn']]);
  });
});

test('blockersOf tells why a value is out of reach, with the choices as they are', () => {
  expect(blockersOf({ backend: 'go' }, 'api', 'trpc').map((it) => it.id)).toEqual(['trpc-needs-typescript-backend']);
  expect(blockersOf({ backend: 'express' }, 'api', 'trpc')).toEqual([]);
  expect(blockersOf({ database: 'sqlite' }, 'service', 'microservice')).toEqual([]);
});

function* combinations(base: Decisions, fields: readonly DecisionField[]): Generator<Decisions> {
  const [first, ...rest] = fields;
  if (first === undefined) {
    yield base;
    return;
  }
  for (const value of valuesOf(first)) yield* combinations({ ...base, [first]: value }, rest);
}
