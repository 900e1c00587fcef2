import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'peewee',
  title: 'Peewee',
  languages: ['python'],
  modules: ['peewee', 'playhouse'],
  types: { Database: ['{SqliteDatabase,PostgresqlDatabase,MySQLDatabase,PooledPostgresqlDatabase}#'] },
  bases: { Model: 'model' },
  calls: [
    { on: 'Model.{get,get_or_none,get_by_id}', is: 'query', operation: 'read' },
    { on: ['Model.select().**.{get,get_or_none,first,count,exists,execute,scalar}'], is: 'query', operation: 'read' },
    { on: ['Model.select', 'Model.select().**'], is: 'query', operation: 'read', isLazy: true },
    {
      on: [
        'Model.{create,get_or_create,insert_many,delete_by_id,bulk_create,bulk_update}',
        'Model.{insert,update,delete,replace,insert_many}().**.execute',
        'Model#{save,delete_instance}',
      ],
      is: 'query',
      operation: 'write',
    },
    { on: 'Database#execute_sql', is: 'query', operation: 'raw', sql: 0 },
    { on: 'Database#{atomic,transaction,begin}', is: 'transaction' },
  ],
});
