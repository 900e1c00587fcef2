import { describe, expect, test } from 'vitest';
import { brokenConstraints } from '#decisions/constraints.ts';
import { type Choices, type Decisions, type Requirements, requirementFields, valuesOf } from '#decisions/decisions.ts';
import { completeDecisions, completeRequirements, recommend } from '#decisions/recommendation.ts';

describe('the trees', () => {
  test.each<[string, Choices, Partial<Decisions>]>([
    [
      'one TypeScript team',
      { backend: 'express', frontend: 'react' },
      { api: 'trpc', apiClient: 'react-query', auth: 'jwt', realtime: 'sse' },
    ],
    [
      'one TypeScript team that took tRPC',
      { backend: 'nextjs', frontend: 'nextjs', api: 'trpc' },
      { apiClient: 'trpc', auth: 'authjs' },
    ],
    ['a back end without tRPC', { backend: 'fastify', frontend: 'react' }, { api: 'rest', apiClient: 'react-query' }],
    ['different languages', { backend: 'fastapi', frontend: 'react' }, { api: 'rest', apiClient: 'openapi' }],
    ['Go and Vue', { backend: 'go', frontend: 'vue' }, { api: 'rest', apiClient: 'openapi' }],
    ['a public API', { backend: 'express', frontend: 'react', service: 'api' }, { api: 'rest', apiClient: 'openapi' }],
    [
      'service to service',
      { backend: 'go', frontend: 'none', service: 'microservice' },
      { api: 'grpc', realtime: 'none', apiClient: 'none' },
    ],
    ['GraphQL', { api: 'graphql' }, { apiClient: 'graphql-codegen' }],
    ['pages from the back end', { backend: 'django', frontend: 'htmx' }, { api: 'rest', auth: 'session', apiClient: 'none' }],
    ['anything at all', {}, { structure: 'feature-first', errors: 'typed', uploads: 'none', jobs: 'none', tenancy: 'none' }],
  ])('%s', (_, choices, expected) => {
    const recommended = recommend(completeRequirements(choices));
    for (const [field, value] of Object.entries(expected)) {
      expect(recommended[field as keyof typeof recommended].value, field).toBe(value);
    }
    for (const { why } of Object.values(recommended)) expect(why).toMatch(/^[A-Z].*\.$/);
  });

  test('never recommend an architecture that its requirements forbid', () => {
    const wrong: string[] = [];
    for (const requirements of everyRequirement()) {
      const isPossible = brokenConstraints(requirements).every((it) => it.severity !== 'block');
      const broken = brokenConstraints(completeDecisions(requirements)).filter((it) => it.severity === 'block');
      if (isPossible && broken.length > 0) wrong.push(`${JSON.stringify(requirements)}: ${broken.map((it) => it.id).join()}`);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('recommend among the decisions only what goes with the others', () => {
    const wrong: string[] = [];
    for (const requirements of everyRequirement()) {
      if (brokenConstraints(requirements).some((it) => it.severity === 'block')) continue;
      const { api, realtime, auth, service } = recommend(requirements);
      for (const [field, { value }] of Object.entries({ api, realtime, auth, service })) {
        const broken = brokenConstraints({ ...requirements, [field]: value }).filter(
          (it) =>
            it.severity === 'block' && it.fields.every((one) => ['api', 'realtime', 'auth', 'backend', 'frontend'].includes(one)),
        );
        if (broken.length > 0) wrong.push(`${field}=${value} for ${JSON.stringify(requirements)}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

describe('what was not chosen', () => {
  test.each<[Choices, Partial<Decisions>]>([
    [{}, { backend: 'express', frontend: 'react', service: 'fullstack', database: 'sqlite', api: 'rest', auth: 'jwt' }],
    [{ frontend: 'none' }, { service: 'api', apiClient: 'none' }],
    [{ service: 'microservice' }, { frontend: 'none' }],
    [{ backend: 'nextjs' }, { frontend: 'nextjs' }],
    [{ frontend: 'nextjs' }, { backend: 'nextjs' }],
    [{ frontend: 'htmx' }, { auth: 'session', apiClient: 'none' }],
    [{ jobs: 'queue' }, { redis: true }],
    [{ apiClient: 'trpc' }, { api: 'trpc' }],
    [{ apiClient: 'graphql-codegen' }, { api: 'graphql' }],
  ])('%j gives %j', (choices, expected) => {
    expect(completeDecisions(choices)).toMatchObject(expected);
  });

  test('never replaces what was chosen', () => {
    const chosen: Choices = { frontend: 'none', service: 'fullstack', apiClient: 'react-query', redis: false, jobs: 'queue' };
    expect(completeDecisions(chosen)).toMatchObject(chosen);
  });
});

function* everyRequirement(fields = requirementFields, base: Requirements = completeRequirements({})): Generator<Requirements> {
  const [first, ...rest] = fields;
  if (first === undefined) {
    yield base;
    return;
  }
  for (const value of valuesOf(first)) yield* everyRequirement(rest, { ...base, [first]: value });
}
