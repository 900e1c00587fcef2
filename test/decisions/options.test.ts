import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { brokenConstraints } from '#decisions/constraints.ts';
import {
  architectureFields,
  type Choices,
  type DecisionField,
  Decisions,
  type DecisionValue,
  decisionFields,
  defaultRequirements,
  requirementFields,
  valuesOf,
} from '#decisions/decisions.ts';
import { type Option, optionOf, questions, scaffoldedValues, scaffoldObstacle } from '#decisions/options.ts';
import { completeDecisions } from '#decisions/recommendation.ts';

const styles = readFileSync('node_modules/@vscode/codicons/dist/codicon.css', 'utf8');
const icons = new Set([...styles.matchAll(/\.codicon-([a-z0-9-]+):before/g)].map(([, name]) => name));
const allValues = decisionFields.flatMap((field) => valuesOf(field).map((value) => [field, value] as const));

describe('fields', () => {
  test('stand in one order, each once', () => {
    expect([...requirementFields, ...architectureFields]).toEqual(decisionFields);
    expect(new Set(decisionFields)).toEqual(new Set(Object.keys(Decisions.shape)));
  });

  test('default to their first value', () => {
    for (const field of requirementFields) expect(defaultRequirements[field]).toBe(valuesOf(field)[0]);
  });
});

describe.each(allValues)('%s = %s', (field, value) => {
  test('has every text, and an icon that exists', () => {
    const option: Option = optionOf(field, value as never);
    for (const text of [option.label, option.tradeOff, option.reason, option.chooseWhen, option.speaksAgainst]) {
      expect(text.length).toBeGreaterThan(1);
    }
    expect(option.reason).toMatch(/^[gt]?[A-Z].*\.$/);
    expect(option.speaksAgainst).toMatch(/^[gt]?[A-Z].*\.$/);
    expect(option.chooseWhen).not.toMatch(/\.$/);
    expect(icons).toContain(option.icon);
  });

  test('can be chosen, with some front end or none', () => {
    const possible = valuesOf('frontend')
      .map((frontend) => completeDecisions({ frontend, [field]: value } as Choices))
      .filter((decisions) => brokenConstraints(decisions).every((it) => it.severity !== 'block'));
    expect(possible.map((it) => it[field])).toContain(value);
  });

  test('says why it cannot be scaffolded, or can be', () => {
    const isReady = (scaffoldedValues(field) as readonly DecisionValue[]).includes(value);
    const obstacle = scaffoldObstacle(field, value as never);
    expect(obstacle === undefined).toBe(isReady);
    if (obstacle !== undefined) expect(obstacle).toContain('not yet scaffolded; analysis works');
  });
});

test('questions are asked about every field and name a section of the guide', () => {
  for (const field of Object.keys(questions) as DecisionField[]) {
    const { title, question, section } = questions[field];
    expect(title).not.toBe('');
    expect(question).toMatch(/\?$/);
    expect(section.number).toBeGreaterThanOrEqual(1);
    expect(section.number).toBeLessThanOrEqual(13);
  }
});
