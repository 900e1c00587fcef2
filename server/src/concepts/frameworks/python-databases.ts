import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-databases',
  title: 'Database drivers for Python',
  languages: ['python'],
  modules: ['psycopg2', 'psycopg', 'asyncpg', 'pymysql', 'MySQLdb', 'sqlite3', 'aiosqlite', 'databases', 'mysql'],
  types: {
    Connection: [
      'connect()',
      'connector.connect()',
      'Connection#',
      'pool.Pool#',
      'Pool#',
      'create_pool()',
      'Database#',
      'Connection#acquire()',
      'AsyncConnection.connect()',
    ],
    Cursor: ['Connection#cursor()'],
  },
  calls: [
    { on: ['{Connection,Cursor}#{execute,executemany}'], is: 'query', operation: 'raw', sql: 0 },
    { on: ['Connection#{fetch,fetchrow,fetchval,fetch_all,fetch_one,fetch_val}'], is: 'query', operation: 'read', sql: 0 },
    { on: 'Connection#transaction', is: 'transaction' },
  ],
});
