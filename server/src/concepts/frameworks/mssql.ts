import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'mssql',
  title: 'mssql',
  languages: ['typescript', 'javascript'],
  modules: ['mssql'],
  types: {
    ConnectionPool: ['connect()', 'default.connect()', 'default.ConnectionPool#', 'ConnectionPool#connect()'],
    Request: ['ConnectionPool#request()', 'Request#input()', 'Transaction#request()', 'default.Request#'],
    Transaction: ['ConnectionPool#transaction()', 'default.Transaction#'],
  },
  transactions: ['Transaction#request()'],
  calls: [
    { on: ['{ConnectionPool,Request}#{query,batch}', 'default.query', 'query'], is: 'query', operation: 'raw', sql: 0 },
    { on: 'Transaction#begin', is: 'transaction' },
  ],
});
