import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'postgres-js',
  title: 'Postgres.js and slonik',
  languages: ['typescript', 'javascript'],
  modules: ['postgres', 'slonik'],
  types: {
    Sql: ['default()', 'Sql#begin(0:0)', 'Sql#begin(1:0)'],
    Pool: ['createPool()', 'DatabasePool#', 'DatabaseTransactionConnection#', 'CommonQueryMethods#', 'Pool#transaction(0:0)'],
  },
  transactions: ['Sql#begin(0:0)', 'Sql#begin(1:0)', 'Pool#transaction(0:0)', 'DatabaseTransactionConnection#'],
  calls: [
    { on: ['Sql#', 'Sql#unsafe'], is: 'query', operation: 'raw', sql: 0 },
    { on: 'Pool#{one,maybeOne,many,any,exists,oneFirst,maybeOneFirst,manyFirst,anyFirst}', is: 'query', operation: 'read' },
    { on: 'Pool#query', is: 'query', operation: 'raw', sql: 0 },
    { on: ['Sql#begin', 'Pool#transaction'], is: 'transaction' },
  ],
});
