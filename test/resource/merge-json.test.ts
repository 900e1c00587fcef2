import { describe, expect, test } from 'vitest';
import { mergeJsonTexts } from '#resource/merge-json.ts';

const base = { paths: { '/a': { get: 1 } }, tags: ['a'], version: 1 };
const theirs = { paths: { '/a': { get: 1 }, '/n': { get: 2 } }, tags: ['a', 'n'], version: 1 };

function merge(ours: string): unknown {
  const text = mergeJsonTexts({ base: JSON.stringify(base), theirs: JSON.stringify(theirs), ours });
  return text === undefined ? undefined : JSON.parse(text.replace(/\/\/.*/g, ''));
}

describe('a document of JSON', () => {
  test('gets the keys and elements that are new, beside those of a person', () => {
    const ours = { paths: { '/mine': {}, '/a': { get: 1, post: 3 } }, tags: ['mine', 'a'], version: 2 };
    expect(merge(JSON.stringify(ours))).toEqual({
      paths: { '/mine': {}, '/a': { get: 1, post: 3 }, '/n': { get: 2 } },
      tags: ['mine', 'a', 'n'],
      version: 2,
    });
  });

  test('keeps its comments and its layout', () => {
    const ours = '{\n\t// mine\n\t"paths": { "/a": { "get": 1 } },\n\t"tags": ["a"],\n\t"version": 1\n}\n';
    const text = mergeJsonTexts({ base: JSON.stringify(base), theirs: JSON.stringify(theirs), ours });
    expect(text).toContain('\n\t// mine\n');
    expect(merge(ours)).toEqual(theirs);
  });

  test('stays when it has everything already, in whatever order', () => {
    const ours = JSON.stringify({ version: 1, tags: ['n', 'a'], paths: { '/n': { get: 2 }, '/a': { get: 1 } } });
    expect(mergeJsonTexts({ base: JSON.stringify(base), theirs: JSON.stringify(theirs), ours })).toBe(ours);
  });

  test.each([
    ['is broken', '{'],
    ['says something else at a new key', JSON.stringify({ ...base, paths: { '/n': { get: 'mine' } } })],
    ['has no such list any more', JSON.stringify({ ...base, tags: 'a' })],
  ])('is left alone when it %s', (_why, ours) => {
    expect(merge(ours)).toBeUndefined();
  });
});
