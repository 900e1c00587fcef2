import { expect, test } from 'vitest';
import { constraints } from '#decisions/constraints.ts';
import { type Decisions, decisionFields } from '#decisions/decisions.ts';
import { scaffoldedValues, scaffoldObstacles } from '#decisions/options.ts';
import { fieldTypes, parseResource } from '#decisions/resource.ts';
import { defaultStacks, pairwiseMatrix } from './matrix.ts';
import { resources } from './resources.ts';

const rows = pairwiseMatrix();

function isAllowed(decisions: Decisions): boolean {
  return !constraints.some((it) => it.severity === 'block' && it.applies(decisions));
}

test('each row can be built, and none stands twice', () => {
  expect(rows.filter((it) => !isAllowed(it) || scaffoldObstacles(it).length > 0)).toEqual([]);
  expect(new Set(rows.map((it) => JSON.stringify(it))).size).toBe(rows.length);
});

// Another way than the generator's: two values stand together when the other decisions can be completed, one after the other.
test('every pair of values that may stand together stands in a row', () => {
  const complete = (chosen: Partial<Decisions>, fields: readonly (keyof Decisions)[]): boolean => {
    const [field, ...rest] = fields;
    if (field === undefined) return isAllowed(chosen as Decisions);
    return scaffoldedValues(field).some((value) => {
      const next = { ...chosen, [field]: value };
      const isBroken = constraints.some((it) => it.severity === 'block' && it.applies(next));
      return !isBroken && complete(next, rest);
    });
  };
  const missing: string[] = [];
  let pairs = 0;
  for (const [index, one] of decisionFields.entries()) {
    for (const other of decisionFields.slice(index + 1)) {
      for (const left of scaffoldedValues(one)) {
        for (const right of scaffoldedValues(other)) {
          const others = decisionFields.filter((it) => it !== one && it !== other);
          if (!complete({ [one]: left, [other]: right }, others)) continue;
          pairs += 1;
          if (!rows.some((row) => row[one] === left && row[other] === right)) missing.push(`${one}=${left} ${other}=${right}`);
        }
      }
    }
  }
  expect(missing).toEqual([]);
  expect(pairs).toBeGreaterThan(100);
});

test('the same offer gives the same rows, the default stack of each back end first', () => {
  expect(pairwiseMatrix()).toEqual(rows);
  expect(rows.slice(0, scaffoldedValues('backend').length)).toEqual(defaultStacks());
  expect(defaultStacks().map((it) => it.backend)).toEqual(scaffoldedValues('backend'));
});

test('the resources have every type, required and optional, and a unique field of several types', () => {
  const fields = resources.flatMap((it) => {
    const resource = parseResource(it);
    expect(resource.ok ? [] : resource.problems).toEqual([]);
    return resource.ok ? resource.value.fields : [];
  });
  for (const required of [true, false]) {
    const types = fields.filter((it) => it.required === required).map((it) => it.type);
    expect(fieldTypes.filter((it) => !types.includes(it))).toEqual([]);
  }
  expect(new Set(fields.filter((it) => it.unique).map((it) => it.type)).size).toBeGreaterThan(2);
});
