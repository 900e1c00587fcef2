import { describe, expect, it } from 'vitest';
import { factsOf } from '../facts-of.ts';

describe('the sides of a choice', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['error.text or "none"', ['reference', 'literal']],
    ['str(error) if debug else None', ['call', 'literal']],
    ['a.b or b or c.d', ['reference', 'reference', 'reference']],
    ['a or b', undefined],
    ['a + b', undefined],
  ])('%s', (text, expected) => {
    const [first] = factsOf('python', `save(${text})\n`).calls.find((it) => it.callee.path[0] === 'save')?.args ?? [];
    expect(first?.kind).toBe('opaque');
    expect(first?.kind === 'opaque' ? first.choices?.map((it) => it.kind) : []).toEqual(expected);
  });
});
