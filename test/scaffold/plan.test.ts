import { describe, expect, test } from 'vitest';
import { type Choices, type DecisionValue, decisionFields, valuesOf } from '#decisions/decisions.ts';
import { scaffoldedValues } from '#decisions/options.ts';
import { planProject } from '#scaffold/plan.ts';
import { templates } from './project.ts';

const resource = { name: 'product', fields: 'name' };

/** The problems of a plan, as `path: message`. */
function problemsOf(choices: Choices): readonly string[] {
  const plan = planProject({ name: 'shop', choices, resource }, templates);
  return plan.ok ? [] : plan.problems.map((it) => `${it.path.join('.')}: ${it.message}`);
}

describe('a plan', () => {
  test('completes the choices and takes the parts in the order of the stack', () => {
    const plan = planProject({ name: 'shop', choices: { realtime: 'sse' }, resource }, templates);
    expect(plan.ok && plan.value.decisions).toMatchObject({ backend: 'express', apiClient: 'react-query', realtime: 'sse' });
    expect(plan.ok && plan.value.parts.map((it) => it.id)).toEqual([
      'common/typescript-records',
      'parts/express',
      'common/typescript-server',
      'common/typescript-api',
      'common/typescript-kysely',
      'common/typescript-sqlite',
      'common/typescript-accounts',
      'common/typescript-jwt',
      'parts/express-auth',
      'parts/express-jwt',
      'common/typescript-events',
      'common/typescript-listeners',
      'common/typescript-sse',
      'parts/express-sse',
      'common/typescript-resource',
      'common/typescript-rest',
      'parts/express-resource',
      'parts/express-features',
      'common/openapi',
      'common/openapi-jwt',
      'common/openapi-sse',
      'common/openapi-resource',
      'common/browser',
      'common/browser-vite',
      'common/browser-auth',
      'common/browser-jwt',
      'common/browser-typed-client',
      'common/browser-realtime',
      'common/browser-sse',
      'parts/react',
      'parts/react-components',
      'parts/react-auth',
      'parts/react-query',
      'parts/react-live-updates',
      'parts/react-resource',
      'common/project',
    ]);
  });

  test('leaves out the parts of what was not chosen', () => {
    const plan = planProject({ name: 'shop', choices: { realtime: 'none', frontend: 'none' }, resource }, templates);
    expect(plan.ok && plan.value.parts.some((it) => /react|browser|sse/.test(it.id))).toBe(false);
  });

  test('tells all problems of name, decisions and resource at once', () => {
    const plan = planProject(
      {
        name: 'My Shop',
        choices: { backend: 'go', database: 'mongodb', api: 'trpc' },
        resource: { name: 'class', fields: 'id' },
      },
      templates,
    );
    expect(!plan.ok && plan.problems.map((it) => it.path.join('.'))).toEqual([
      'name',
      'choices.database',
      'choices.api',
      'resource.name',
      'resource.fields.0.name',
    ]);
  });

  test('tells an impossible pair in the words of the constraint', () => {
    expect(problemsOf({ api: 'trpc', backend: 'fastapi' })).toContain(
      'choices.api: tRPC shares TypeScript types, so its back end is Express or Next.js',
    );
  });
});

describe('what has no templates yet', () => {
  const open = decisionFields.flatMap((field) =>
    valuesOf(field)
      .filter((value) => !(scaffoldedValues(field) as readonly DecisionValue[]).includes(value))
      .map((value) => [field, value] as const),
  );

  test.each(open)('%s=%s is refused with that reason', (field, value) => {
    const problems = problemsOf({ [field]: value } as Choices);
    expect(problems.filter((it) => it.startsWith(`choices.${field}: `)).join()).toContain('not yet scaffolded; analysis works');
  });
});
