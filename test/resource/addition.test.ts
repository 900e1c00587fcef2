import { describe, expect, test } from 'vitest';
import { lastMigrationOf, migrationFolders, migrationOf, planAddition } from '#resource/addition.ts';
import { mergeTexts } from '#resource/merge-texts.ts';
import { resourceChanges, touchedPaths } from '#resource/resource-changes.ts';
import { addition, recorded, stacks, surroundings } from './project.ts';

const wanted = { name: 'order-line', fields: 'sku:string!,unitPrice:decimal,shippedOn:date?,isGift:boolean,note:text?' };

function problemsOf(name: string, fields?: string): readonly string[] {
  const planned = planAddition(recorded({ backend: 'express', frontend: 'react' }), { name, fields }, surroundings);
  return planned.ok ? [] : planned.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe.each(stacks)('in a project with %s', (_stack, choices) => {
  test('a resource adds files and lines, and takes nothing away', () => {
    const { base, theirs } = addition(choices, wanted);
    expect([...base.keys()].filter((path) => !theirs.has(path))).toEqual([]);
    const created = [...theirs.keys()].filter((path) => !base.has(path));
    expect(created.length).toBeGreaterThan(5);
    expect(
      created.every((path) => /order_?-?line/i.test(path)),
      created.join('\n'),
    ).toBe(true);
    const shared = touchedPaths(base, theirs).filter((path) => base.has(path));
    expect(shared).toContain('tiebeam.json');
    expect(shared.length).toBeLessThan(14);
  });

  test('an untouched project becomes what one with both resources is', () => {
    const { base, theirs } = addition(choices, wanted);
    const disk = new Map([...base].map(([path, text]) => [path, { kind: 'text', text } as const]));
    const { created, changed, conflicts } = resourceChanges(base, theirs, disk);
    expect(conflicts).toEqual([]);
    const after = new Map([...base, ...created, ...[...changed].map(([path, it]) => [path, it.after] as const)]);
    expect(Object.fromEntries(after)).toEqual(Object.fromEntries(theirs));
  });

  test('lines that a person has put beside every registration are kept', () => {
    const { base, theirs } = addition(choices, wanted);
    const trouble: string[] = [];
    for (const path of touchedPaths(base, theirs)) {
      const before = base.get(path);
      if (before === undefined || path.endsWith('.json') || path.includes('generated')) continue;
      const after = theirs.get(path) ?? '';
      const lines = before.split('\n');
      for (const [index, line] of lines.entries()) {
        if (!/product/i.test(line) || !/[;,)>|]$/.test(line)) continue;
        const mine = line.replaceAll(/product/gi, 'voucher');
        const ours = lines.toSpliced(index + 1, 0, mine).join('\n');
        const merge = mergeTexts({ base: before, theirs: after, ours });
        if (merge.kind === 'conflict') trouble.push(`${path}:${index + 1} ${line}`);
        else {
          const result = merge.text.split('\n');
          const expected = [...after.split('\n'), mine].toSorted();
          expect(result.toSorted(), `${path}:${index + 1}`).toEqual(expected);
        }
      }
    }
    expect(trouble).toEqual([]);
  });
});

describe('what the code of a resource is called', () => {
  test.each([
    ['sheep', 'its plural is its singular'],
    ['order_line', 'it is written in another way'],
    ['categories', 'it is a plural'],
  ])('may be %s, although %s', (name) => {
    expect(problemsOf(name, 'title:string')).toEqual([]);
  });

  test.each([
    ['user', undefined, 'name: '],
    ['session', undefined, 'name: '],
    ['class', undefined, 'name: '],
    ['constructor', undefined, 'name: '],
    ['../order', undefined, 'name: '],
    ['x'.repeat(200), undefined, 'name: '],
    ['order', 'id:string', 'fields.0.name: '],
    ['order', 'constructor:string', 'fields.0.name: '],
    ['order', 'note:text,Note:string', 'fields.1.name: '],
    ['order', '', 'fields.0: '],
    ['product', 'name:string', "fields: 'product' is there already with the fields name:string,price:decimal"],
  ])('is refused as %j with %j', (name, fields, problem) => {
    expect(problemsOf(name, fields)[0]?.startsWith(problem), problemsOf(name, fields)[0]).toBe(true);
  });

  test.each([
    ['create-product', 'CreateProduct'],
    ['product-list', 'ProductList'],
    ['update-product', 'UpdateProduct'],
  ])('is refused as %s beside product', (name, twice) => {
    expect(problemsOf(name)).toEqual([
      `name: '${name}' cannot stand beside 'product': both would have something called ${twice}`,
    ]);
  });
});

describe('a resource that is there', () => {
  test.each([
    ['product', undefined],
    ['Products', undefined],
    ['product', 'name,price:decimal'],
  ])('as %j with %j is said to be', (name, fields) => {
    const planned = planAddition(recorded({}), { name, fields }, surroundings);
    expect(planned.ok && planned.value.kind).toBe('present');
  });
});

describe('the migration of a resource', () => {
  test('follows those of the resources', () => {
    expect(migrationOf(addition({ backend: 'express' }, wanted).plan)).toBe('0003');
  });

  test.each([
    ['express', 'backend/src/database/migrations'],
    ['fastapi', 'backend/migrations/versions'],
    ['go', 'backend/internal/platform/database/migrations'],
    ['nextjs', 'web/src/database/migrations'],
  ] as const)('comes after one that a person has written, with %s', (backend, folder) => {
    const choices = { backend, frontend: backend === 'nextjs' ? 'nextjs' : 'none' } as const;
    expect(migrationFolders(addition(choices, wanted))).toEqual([folder]);
    const later = addition(choices, wanted, lastMigrationOf(['0001_users.ts', '0007_mine.ts', 'notes.md']));
    expect([...later.theirs.keys()].filter((it) => it.startsWith(`${folder}/0008_`))).toHaveLength(1);
    expect([...later.theirs.keys()].some((it) => it.startsWith(`${folder}/0003_`))).toBe(false);
  });
});
