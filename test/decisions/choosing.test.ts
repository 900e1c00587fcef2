import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availabilityOf, choose, unchoose } from '#decisions/choosing.ts';
import { brokenConstraints } from '#decisions/constraints.ts';
import {
  type Choices,
  type DecisionField,
  type Decisions,
  type DecisionValue,
  decisionFields,
  valuesOf,
} from '#decisions/decisions.ts';
import { completeDecisions } from '#decisions/recommendation.ts';

/** Any answer that a person could give, possible or not. */
const answers = fc.array(
  fc.constantFrom(...decisionFields).chain((field) => fc.constantFrom(...anyValues(field)).map((value) => ({ field, value }))),
  { maxLength: 12 },
);

describe('one answer acting on the others', () => {
  it('never leaves an impossible combination behind when only possible answers are given', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const choices = given.reduce<Choices>(giveIfFree, {});
        const blocks = brokenConstraints(completeDecisions(choices)).filter((rule) => rule.severity === 'block');
        expect(blocks.map((rule) => rule.id)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps the answer that was just given', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const last = given.at(-1);
        const choices = given.slice(0, -1).reduce<Choices>(giveIfFree, {});
        if (last === undefined || isBlocked(choices, last)) return;
        expect(completeDecisions(choose(choices, last.field, last.value as never).choices)[last.field]).toBe(last.value);
      }),
    );
  });

  it('tells everything else that became different, and nothing more', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const choices = given.slice(0, -1).reduce<Choices>(giveIfFree, {});
        const last = given.at(-1);
        if (last === undefined) return;
        const chosen = choose(choices, last.field, last.value as never);
        const [before, after] = [completeDecisions(choices), completeDecisions(chosen.choices)];
        const different = decisionFields.filter((field) => field !== last.field && before[field] !== after[field]);
        expect(chosen.followUps.map((it) => it.field)).toEqual(different);
      }),
    );
  });

  it('lets a later answer give way to an earlier question', () => {
    const withTrpc: Choices = { backend: 'express', frontend: 'react', api: 'trpc', apiClient: 'trpc' };
    const { choices, followUps } = choose(withTrpc, 'backend', 'go');
    expect(completeDecisions(choices)).toMatchObject({ backend: 'go', frontend: 'react', api: 'rest', apiClient: 'openapi' });
    expect(followUps).toEqual([
      { field: 'api', from: 'trpc', to: 'rest' },
      { field: 'apiClient', from: 'trpc', to: 'openapi' },
    ]);
  });

  it('gives the reason why a later answer does not fit an earlier one', () => {
    expect(availabilityOf({ backend: 'go' }, 'api', 'trpc')).toEqual({
      available: false,
      reason: 'tRPC shares TypeScript types, so its back end is Express or Next.js.',
    });
  });

  it('gives the reason why an option cannot be scaffolded', () => {
    const { available } = availabilityOf({}, 'tenancy', 'row-level');
    expect(available).toBe(false);
  });

  it('offers an earlier option whatever was answered later', () => {
    expect(availabilityOf({ auth: 'authjs', api: 'trpc' }, 'backend', 'express')).toEqual({ available: true });
  });

  it('gives a decision back to the recommendation', () => {
    const { choices, followUps } = unchoose({ frontend: 'none', service: 'microservice' }, 'frontend');
    expect(choices).toEqual({ service: 'microservice' });
    expect(followUps).toEqual([]);
  });
});

interface Answer {
  readonly field: DecisionField;
  readonly value: DecisionValue;
}

function giveIfFree(choices: Choices, answer: Answer): Choices {
  return isBlocked(choices, answer) ? choices : choose(choices, answer.field, answer.value as never).choices;
}

/** Blocked by a constraint; that the templates are not there yet does not count. */
function isBlocked(choices: Choices, { field, value }: Answer): boolean {
  const availability = availabilityOf(choices, field, value as Decisions[typeof field]);
  return !availability.available && !availability.reason.includes('not yet scaffolded');
}

function anyValues(field: DecisionField): readonly DecisionValue[] {
  return valuesOf(field);
}
