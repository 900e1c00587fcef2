import { beforeAll, describe, expect, it } from 'vitest';
import { completeDecisions } from '#decisions/recommendation.ts';
import { fieldTypes, parseResource } from '#decisions/resource.ts';
import { outlineResource } from '#decisions/resource-outline.ts';
import { openScaffold, type RenderedProject } from '#host/scaffold-project.ts';

// The sheet draws a resource without rendering it. What it draws must be what is written.

const fields = fieldTypes.map((type, index) => ({ name: `a ${type}`, type, required: index % 2 === 0, unique: index % 3 === 0 }));
const resource = valid(parseResource({ name: 'stock item', fields }));

describe('the picture of a resource on Express and SQLite', () => {
  const outline = outlineResource(resource, completeDecisions({}));
  let files: RenderedProject['files'];
  beforeAll(async () => {
    const scaffold = await openScaffold({ environment: process.env });
    files = valid(scaffold.render({ name: 'my-shop', choices: {}, resource: { name: 'stock item', fields } })).files;
  });

  it('has the table and the columns of the migration', () => {
    const migration = fileWith(/migrations\/.*stock_items\.ts$/);
    expect(migration).toContain(`.createTable('${outline.table}')`);
    const columns = [...migration.matchAll(/\.addColumn\('(\w+)', '([^']+)'(.*)\)$/gm)].map(([, name, type, rest = '']) => ({
      name,
      type,
      marks: [
        ...(rest.includes('primaryKey()') ? ['primary key'] : rest.includes('notNull()') ? ['not null'] : []),
        ...(rest.includes('unique()') ? ['unique'] : []),
      ],
    }));
    expect(outline.columns).toEqual(columns);
  });

  it('has the keys of the body, optional where they are', () => {
    const schema = /export const StockItem = z\.object\(\{(.*?)\}\)/s.exec(fileWith(/stock-item\.schema\.ts$/))?.[1] ?? '';
    const written = [...schema.matchAll(/^\s*(\w+): (.*),$/gm)].map(([, key, type = '']) => [key, type.includes('nullable()')]);
    const drawn = outline.body.slice(1, -1).map((line) => [/^\s*(\w+):/.exec(line)?.[1], line.includes('| null')]);
    expect(drawn).toEqual(written);
  });

  it('has the routes that callers find in the API description', () => {
    const document: unknown = JSON.parse(fileWith(/^backend\/openapi\.json$/));
    const { paths } = document as { readonly paths: Readonly<Record<string, object>> };
    const described = Object.entries(paths)
      .filter(([path]) => path.startsWith('/api/stock-items'))
      .flatMap(([path, methods]) => methodsOf(methods).map((method) => `${method} ${path.replace('{id}', ':id')}`));
    expect(outline.operations.map((it) => `${it.verb} ${it.name}`).sort()).toEqual(described.sort());
  });

  function fileWith(pattern: RegExp): string {
    const path = [...files.keys()].find((it) => pattern.test(it));
    expect(path, `a file like ${pattern}`).toBeDefined();
    return files.get(path ?? '') ?? '';
  }
});

function methodsOf(operations: object): readonly string[] {
  return Object.keys(operations)
    .filter((it) => /^(get|post|put|patch|delete)$/.test(it))
    .map((it) => it.toUpperCase());
}

function valid<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: unknown },
): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}
