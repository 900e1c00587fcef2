// What is left open becomes something that can be written; what was chosen never changes.
import { describe, expect, it } from 'vitest';
import { buildableDecisions } from '#decisions/buildable.ts';
import { brokenConstraints } from '#decisions/constraints.ts';
import { type Choices, type DecisionField, decisionFields, valuesOf } from '#decisions/decisions.ts';
import { scaffoldedValues, scaffoldObstacles } from '#decisions/options.ts';

describe('decisions for a project that is to be written', () => {
  it.each(
    scaffoldedValues('backend')
      .flatMap((backend) => scaffoldedValues('frontend').map((frontend) => ({ backend, frontend })))
      .filter((choices) => brokenConstraints(choices).every(({ severity }) => severity !== 'block')),
  )('can be written for $backend with $frontend', (choices: Choices) => {
    const decisions = buildableDecisions(choices);
    expect(scaffoldObstacles(decisions)).toEqual([]);
    expect(decisions).toMatchObject(choices);
  });

  it('leave a choice that cannot be written as it is, with all that follows from it', () => {
    const decisions = buildableDecisions({ backend: 'go', api: 'graphql' });
    expect(decisions).toMatchObject({ backend: 'go', api: 'graphql', apiClient: 'graphql-codegen' });
  });

  it('never change what was chosen', () => {
    const choices = decisionFields.flatMap((field) =>
      valuesOf(field).map((value): Choices => ({ [field satisfies DecisionField]: value })),
    );
    expect(choices.length).toBeGreaterThan(40);
    for (const chosen of choices) expect(buildableDecisions(chosen)).toMatchObject(chosen);
  });
});
