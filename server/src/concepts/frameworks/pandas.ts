import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'pandas',
  title: 'pandas',
  languages: ['python'],
  modules: ['pandas'],
  calls: [{ on: '{read_sql,read_sql_query}', is: 'query', operation: 'raw', sql: 0 }],
});
