// A layered map is the plain map with the same changes, whatever they are.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LayeredMap } from '#base/layered-map.ts';

it('equals a plain map after any changes', () => {
  const entries = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.option(fc.integer(), { nil: undefined })));
  fc.assert(
    fc.property(entries, fc.array(entries, { maxLength: 30 }), (start, changes) => {
      const plain = new Map(start);
      let layered: ReadonlyMap<number, number | undefined> = new Map(start);
      for (const change of changes) {
        for (const [key, value] of change) plain.set(key, value);
        layered = LayeredMap.over(layered, new Map(change));
      }
      expect([...layered]).toEqual([...plain]);
      expect(layered.size).toBe(plain.size);
      expect([...layered.values()]).toEqual([...plain.values()]);
      for (const [key, value] of plain) expect([layered.has(key), layered.get(key)]).toEqual([true, value]);
      expect(layered.has(99)).toBe(false);
    }),
  );
});
