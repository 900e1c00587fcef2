import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { ObjectEntry, Value } from '#facts/value.ts';
import type { IndexChange } from '../kinds/data.ts';

/** Indexes that the builders of migration tools add to a table; the builders come as parameters without a type. */
export function liftBuilderIndexes(facts: CodeFacts): IndexChange[] {
  if (facts.language === 'go' || facts.language === 'python' || !/(^|\/)[\w-]*migrations?\//i.test(facts.path)) return [];
  return facts.calls.flatMap((call, id) => {
    const method = call.callee.path.at(-1);
    const found = method === 'addIndex' ? ofQueryInterface(call) : method === 'index' ? ofTableBuilder(facts, call) : undefined;
    if (!found) return [];
    const base = { kind: 'index-change', framework: 'language', scope: call.scope, span: call.span, call: id } as const;
    return [{ ...base, action: 'create', ...found }];
  });
}

type Found = Pick<IndexChange, 'table' | 'name' | 'isConcurrent' | 'tool'>;

/** Sequelize: `queryInterface.addIndex('orders', ['status'], { name, concurrently })`. */
function ofQueryInterface({ callee, args }: Call): Found | undefined {
  const table = textOf(args[0]);
  if (table === undefined || callee.receiver !== undefined || callee.path.length < 2 || args.length < 2) return undefined;
  const options = args.flatMap((it): readonly ObjectEntry[] => (it.kind === 'object' ? it.entries : []));
  const name = textOf(options.find((it) => it.key === 'name')?.value);
  const isConcurrent = options.some(
    (it) => it.key === 'concurrently' && !(it.value.kind === 'literal' && it.value.value === false),
  );
  return { table, isConcurrent, tool: 'sequelize', ...(name !== undefined && { name }) };
}

/** Knex: `knex.schema.alterTable('orders', (table) => { table.index(['status']) })`. */
function ofTableBuilder({ scopes, calls }: CodeFacts, { callee, args, scope }: Call): Found | undefined {
  const fn = scopes[scope]?.fn;
  const around = fn?.argumentOf && calls[fn.argumentOf.call];
  const isBuilder = callee.receiver === undefined && callee.path.length === 2 && callee.path[0] === fn?.parameters[0]?.name;
  if (!around || !isBuilder || !/^(?:alterTable|table)$/.test(around.callee.path.at(-1) ?? '')) return undefined;
  const table = textOf(around.args[0]);
  const name = textOf(args[1]);
  return table === undefined ? undefined : { table, isConcurrent: false, tool: 'knex', ...(name !== undefined && { name }) };
}

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}
