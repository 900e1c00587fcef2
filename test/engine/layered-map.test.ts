// A layered map is the plain map with the same changes, whatever they are.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LayeredMap } from '#base/layered-map.ts';

const KEY = fc.integer({ min: 0, max: 40 });

it('equals a plain map after any changes', () => {
  const entries = fc.array(fc.tuple(KEY, fc.option(fc.integer(), { nil: undefined })));
  fc.assert(
    fc.property(entries, fc.array(fc.tuple(entries, fc.array(KEY)), { maxLength: 30 }), (start, changes) => {
      const plain = new Map(start);
      let layered: ReadonlyMap<number, number | undefined> = new Map(start);
      for (const [change, gone] of changes) {
        const values = new Map(change);
        const taken = new Set(gone.filter((it) => !values.has(it)));
        for (const key of taken) plain.delete(key);
        for (const [key, value] of values) plain.set(key, value);
        layered = LayeredMap.over(layered, values, taken);
      }
      // A key that went and came again may stand where it stood before.
      expect([...layered].sort(byKey)).toEqual([...plain].sort(byKey));
      expect([...layered.values()]).toEqual([...layered].map(([, value]) => value));
      expect(layered.size).toBe(plain.size);
      for (let key = 0; key <= 41; key += 1)
        expect([layered.has(key), layered.get(key)]).toEqual([plain.has(key), plain.get(key)]);
    }),
  );
});

it('keeps the order of a plain map where nothing goes', () => {
  const entries = fc.array(fc.tuple(KEY, fc.integer()));
  fc.assert(
    fc.property(entries, fc.array(entries, { maxLength: 30 }), (start, changes) => {
      const plain = new Map(start);
      let layered: ReadonlyMap<number, number> = new Map(start);
      for (const change of changes) {
        for (const [key, value] of change) plain.set(key, value);
        layered = LayeredMap.over(layered, new Map(change));
      }
      expect([...layered]).toEqual([...plain]);
    }),
  );
});

it('tells which keys differ from an earlier or another map', () => {
  const entries = fc.array(fc.tuple(KEY, fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined })));
  const change = fc.tuple(entries, fc.array(KEY));
  fc.assert(
    fc.property(entries, fc.array(change, { maxLength: 8 }), fc.nat(), fc.boolean(), (start, changes, from, isOther) => {
      const states: ReadonlyMap<number, number | undefined>[] = [new Map(start)];
      for (const [values, gone] of changes)
        states.push(LayeredMap.over(states.at(-1) ?? new Map(), new Map(values), new Set(gone)));
      const after = states.at(-1) ?? new Map();
      const before = isOther ? new Map(changes[0]?.[0]) : (states[from % states.length] ?? new Map());
      const keys = [...new Set([...before.keys(), ...after.keys()])];
      const wanted = keys.filter((key) => before.has(key) !== after.has(key) || before.get(key) !== after.get(key));
      expect([...LayeredMap.differing(before, after)].sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b));
    }),
  );
});

function byKey([a]: readonly [number, unknown], [b]: readonly [number, unknown]): number {
  return a - b;
}
