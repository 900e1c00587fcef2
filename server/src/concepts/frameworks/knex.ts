import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'knex',
  title: 'Knex',
  languages: ['typescript', 'javascript'],
  modules: ['knex'],
  types: {
    Knex: [
      'default()',
      'knex()',
      'Knex.Transaction#',
      'Knex.QueryBuilder#',
      'Knex#transaction(0:0)',
      'Knex#transaction()',
      'default.Knex#',
    ],
  },
  transactions: ['Knex.Transaction#', 'Knex#transaction(0:0)', 'Knex#transaction()'],
  calls: [
    {
      on: [
        'Knex#().**.{insert,update,del,delete,increment,decrement,truncate}',
        'Knex#{insert,into}().**',
        'Knex#().**.{returning,onConflict,merge,ignore}',
      ],
      is: 'query',
      operation: 'write',
    },
    { on: ['Knex#().**', 'Knex#{select,from,queryBuilder}().**', 'Knex#{select,from}'], is: 'query', operation: 'read' },
    { on: 'Knex#raw', is: 'query', operation: 'raw', sql: 0 },
    {
      on: ['Knex#().**.{whereRaw,orWhereRaw,andWhereRaw,havingRaw,joinRaw}'],
      is: 'built-sql',
      argument: 0,
      isFragment: true,
    },
    { on: ['Knex#transaction', 'Knex#transactionProvider'], is: 'transaction' },
  ],
});
