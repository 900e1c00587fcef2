import { expect, test } from 'vitest';
import { probeIds } from '#verify/report.ts';
import { ledgerPage } from './ledger.ts';
import { allowedStacks, pairsOf, pairwiseMatrix } from './matrix.ts';
import { breakages } from './mutations/mutations.ts';
import { type RowResult, stackRows } from './stack-row.ts';

const rows = stackRows(pairwiseMatrix());

function resultOf(id: string, red: readonly string[]): RowResult {
  const ms = { new: 12_000, check: 900, verify: 61_400 };
  return { id, digest: '', green: red.length === 0, at: '2031-02-03T04:05:06.000Z', ms, red: [...red] };
}

test('a matrix that is green all over has every pair', () => {
  const page = ledgerPage(
    rows.map((row) => ({ row, result: resultOf(row.id, []) })),
    allowedStacks(),
    {
      versions: [['Go', '1.26']],
      broken: [{ backend: 'go', at: '2031-02-03', seen: ['type-error', 'any-origin'], unseen: ['no-role'] }],
    },
  );
  const pairs = new Set(allowedStacks().flatMap(pairsOf)).size;
  expect(page).toContain(`${rows.length} of ${rows.length} rows are green, 0 are red`);
  expect(page).toContain(`${pairs} of ${pairs} allowed pairs`);
  expect(page).toContain('| ✔ | 12 s | 61 s | 2031-02-03 |');
  expect(page).toContain('| Go | 1.26 |');
  expect(page).toContain('| go | 2 of 3 | no-role | 2031-02-03 |');
  expect(page).not.toContain('## Pairs without a green row');
});

test('red rows stand there with their probes, and what they would have shown stands open', () => {
  const [first] = rows;
  const isRed = (row: (typeof rows)[number]): boolean => row.decisions.backend === first?.decisions.backend;
  const page = ledgerPage(
    rows.map((row) => ({ row, result: row === first ? undefined : resultOf(row.id, isRed(row) ? ['crud', 'auth'] : []) })),
    allowedStacks(),
    { versions: [], broken: [] },
  );
  const red = rows.filter(isRed).length - 1;
  expect(page).toContain(`${rows.length - red - 1} of ${rows.length} rows are green, ${red} are red, 1 were not run`);
  expect(page).toContain('| ✘ crud, auth | 12 s |');
  expect(page).toContain('| not run |  |  |  |');
  expect(page).toContain(`- backend=${first?.decisions.backend} & `);
});

test('every probe has something that is broken for it', () => {
  expect(new Set(breakages.map(({ probe }) => probe))).toEqual(new Set(probeIds));
});
