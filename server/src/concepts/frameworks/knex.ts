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
    { on: 'Knex#transaction', is: 'transaction' },
  ],
});
