import { describe, expect, test } from 'vitest';
import { decisionFields, valuesOf } from '#decisions/decisions.ts';
import { parseChoices, parseSettings } from '#decisions/settings.ts';

describe('settings of the command line', () => {
  test('take every value of every field', () => {
    for (const field of decisionFields) {
      for (const value of valuesOf(field))
        expect(parseSettings([`${field}=${value}`])).toEqual({ ok: true, value: { [field]: value } });
    }
  });

  test('tell all problems at once, with the nearest spelling', () => {
    const result = parseSettings(['backend=exprss', 'databse=sqlite', 'redis=yes', 'api', 'auth=jwt', 'auth=none']);
    expect(!result.ok && result.problems.map((it) => it.message)).toEqual([
      "'backend' cannot be 'exprss', did you mean 'express'?; it is one of express, fastify, nextjs, fastapi, django, go",
      "unknown decision 'databse', did you mean 'database'?",
      "'redis' cannot be 'yes'; it is one of false, true",
      "'api' needs a value: rest, graphql, trpc, grpc",
      "'auth' is set twice",
    ]);
  });
});

describe('choices from JSON', () => {
  test('are taken as they are', () => {
    expect(parseChoices({ backend: 'go', redis: true })).toEqual({ ok: true, value: { backend: 'go', redis: true } });
  });

  test.each([
    [[], 'must be an object'],
    [null, 'must be an object'],
    [{ redis: 'true' }, "'redis' cannot be 'true'"],
    [{ backend: 3 }, "'backend' cannot be '3'"],
    [{ constructor: 'x' }, "unknown decision 'constructor'"],
  ])('%j is refused', (value, message) => {
    expect(parseChoices(value)).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining(message) }] });
  });
});
