import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'pg',
  title: 'node-postgres and its kind',
  languages: ['typescript', 'javascript'],
  modules: [
    'pg',
    'mysql2',
    'mysql2/promise',
    'mysql',
    'better-sqlite3',
    '@neondatabase/serverless',
    '@vercel/postgres',
    'pg-promise',
  ],
  types: {
    Pool: [
      'default.Pool#',
      'PoolClient#',
      'Client#',
      'default.Client#',
      'Pool#connect()',
      'Pool#getConnection()',
      'createPool()',
      'default.createPool()',
      'createConnection()',
      'default.createConnection()',
      'Pool#promise()',
      'Connection#',
    ],
    Database: ['default#', 'default()', 'default.Database#'],
    Statement: ['Database#prepare()'],
  },
  calls: [
    { on: ['Pool#{query,execute}', 'default.query'], is: 'query', operation: 'raw', sql: 0 },
    { on: 'Database#{query,one,oneOrNone,many,manyOrNone,any,none,result}', is: 'query', operation: 'raw', sql: 0 },
    { on: 'Statement#{get,all,iterate,pluck}', is: 'query', operation: 'read' },
    { on: 'Statement#run', is: 'query', operation: 'write' },
    { on: 'Database#exec', is: 'query', operation: 'raw', sql: 0 },
    { on: 'Database#prepare', is: 'built-sql', argument: 0 },
    { on: ['Pool#beginTransaction', 'Database#transaction', 'Database#tx'], is: 'transaction' },
  ],
});
