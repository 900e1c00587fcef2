import { describe, expect, it } from 'vitest';
import { valuesOf } from '#decisions/decisions.ts';
import { completeDecisions } from '#decisions/recommendation.ts';
import { quickQuestions } from '../../client/src/decide/quick-steps.ts';

describe('the quick path', () => {
  it('asks at most three questions about decisions, so that with name and resource there are five steps', () => {
    for (const backend of valuesOf('backend')) {
      for (const frontend of valuesOf('frontend')) {
        expect(quickQuestions({ backend, frontend }, {}).length).toBeLessThanOrEqual(3);
      }
    }
  });

  it('asks nothing that has a single answer', () => {
    for (const question of quickQuestions({}, {})) expect(question.answers.length).toBeGreaterThan(1);
  });

  it('offers only what can be built, each answer leading to decisions with it', () => {
    for (const { field, answers } of quickQuestions({}, {})) {
      const taken = answers.map((it) => completeDecisions(it.choices)[field]);
      expect(new Set(taken).size).toBe(answers.length);
      const possible: readonly unknown[] = valuesOf(field);
      expect(possible).toEqual(expect.arrayContaining(taken));
    }
  });

  it('starts from the last answers', () => {
    const [database] = quickQuestions({ database: 'postgresql' }, {}).filter((it) => it.field === 'database');
    expect(database?.answers.filter((it) => it.isCurrent).map((it) => it.label)).toEqual(['PostgreSQL']);
  });

  it('says which answer was found in the open folder', () => {
    const [frontend] = quickQuestions({}, { frontend: 'none' }).filter((it) => it.field === 'frontend');
    const marked = frontend?.answers.filter((it) => it.description !== '');
    expect(marked?.map((it) => [it.label, it.description])).toEqual([['None', 'found in the open folder']]);
  });
});
