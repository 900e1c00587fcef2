import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'sqlite3',
  title: 'SQLite for Node.js',
  languages: ['typescript', 'javascript'],
  modules: ['sqlite3', 'sqlite'],
  types: { Database: ['default.Database#', 'verbose().Database#', 'default.verbose().Database#', 'open()', 'default.open()'] },
  calls: [
    { on: 'Database#{all,get,each,prepare}', is: 'query', operation: 'read', sql: 0 },
    { on: 'Database#{run,exec}', is: 'query', operation: 'write', sql: 0 },
  ],
});
