import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'alembic',
  title: 'Alembic',
  languages: ['python'],
  modules: ['alembic'],
  calls: [
    {
      on: 'op.create_index',
      is: 'index-change',
      action: 'create',
      tool: 'alembic',
      table: 1,
      concurrentKeyword: 'postgresql_concurrently',
    },
    {
      on: 'op.drop_index',
      is: 'index-change',
      action: 'drop',
      tool: 'alembic',
      table: 'table_name',
      concurrentKeyword: 'postgresql_concurrently',
    },
  ],
});
