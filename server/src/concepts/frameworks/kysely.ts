import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'kysely',
  title: 'Kysely',
  languages: ['typescript', 'javascript'],
  modules: ['kysely'],
  types: {
    Kysely: [
      'Transaction#',
      'Kysely#{withPlugin,withSchema,withTables,withoutPlugins}()',
      'Kysely#transaction().**.execute(0:0)',
    ],
  },
  transactions: ['Transaction#', 'Kysely#transaction().**.execute(0:0)'],
  calls: [
    {
      on: 'Kysely#{insertInto,updateTable,deleteFrom,mergeInto,replaceInto}().**.{execute,executeTakeFirst,executeTakeFirstOrThrow,stream}',
      is: 'query',
      operation: 'write',
    },
    {
      on: 'Kysely#{selectFrom,selectNoFrom,with}().**.{execute,executeTakeFirst,executeTakeFirstOrThrow,stream}',
      is: 'query',
      operation: 'read',
    },
    { on: ['sql.raw', 'CompiledQuery.raw'], is: 'built-sql', argument: 0 },
    { on: 'sql().execute', is: 'query', operation: 'raw' },
    { on: 'Kysely#executeQuery', is: 'query', operation: 'raw' },
    { on: 'Kysely#transaction().**.execute', is: 'transaction' },
    { on: 'Kysely#schema.createIndex().**.execute', is: 'index-change', action: 'create', tool: 'kysely', table: 'chain:on' },
  ],
});
