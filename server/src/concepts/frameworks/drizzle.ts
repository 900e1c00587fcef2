import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'drizzle',
  title: 'Drizzle',
  languages: ['typescript', 'javascript'],
  modules: [
    'drizzle-orm',
    'drizzle-orm/node-postgres',
    'drizzle-orm/postgres-js',
    'drizzle-orm/better-sqlite3',
    'drizzle-orm/libsql',
    'drizzle-orm/mysql2',
    'drizzle-orm/neon-http',
    'drizzle-orm/d1',
  ],
  packages: ['drizzle-orm'],
  types: { Database: ['drizzle()', 'Database#transaction(0:0)', 'NodePgDatabase#', 'PostgresJsDatabase#'] },
  transactions: ['Database#transaction(0:0)'],
  calls: [
    {
      on: ['Database#{insert,update,delete}().**', 'Database#{insert,update,delete}'],
      is: 'query',
      operation: 'write',
      subject: 'value',
    },
    {
      on: ['Database#{select,selectDistinct}().**', 'Database#query.*.{findMany,findFirst}', 'Database#$count'],
      is: 'query',
      operation: 'read',
    },
    { on: 'sql.raw', is: 'built-sql', argument: 0 },
    { on: 'Database#execute', is: 'query', operation: 'raw', sql: 0 },
    { on: 'Database#transaction', is: 'transaction' },
  ],
});
