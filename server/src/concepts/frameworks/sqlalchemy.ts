import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'sqlalchemy',
  title: 'SQLAlchemy and SQLModel',
  languages: ['python'],
  modules: ['sqlalchemy', 'sqlmodel', 'flask_sqlalchemy'],
  types: {
    Session: [
      'orm.Session#',
      'orm.session.Session#',
      'ext.asyncio.AsyncSession#',
      'ext.asyncio.session.AsyncSession#',
      'orm.scoped_session#',
      'orm.scoped_session()',
      'orm.scoping.scoped_session#',
      'orm.sessionmaker()()',
      'orm.sessionmaker()().begin()',
      'ext.asyncio.async_sessionmaker()()',
      'SQLAlchemy#session',
    ],
    Connection: [
      'engine.Connection#',
      'create_engine().{connect,begin}()',
      'ext.asyncio.create_async_engine().{connect,begin}()',
    ],
    Model: ['SQLAlchemy#Model#'],
  },
  bases: { 'SQLAlchemy#Model': 'model', 'orm.DeclarativeBase': 'model', SQLModel: 'dto' },
  calls: [
    {
      on: [
        '{Session,Connection}#{query,scalars,scalar,get,exec,get_one,stream,stream_scalars,refresh}',
        'Session#query().**',
        'SQLAlchemy#Model.query.**',
      ],
      is: 'query',
      operation: 'read',
    },
    {
      on: '{Session,Connection}#{add,add_all,delete,merge,bulk_save_objects,bulk_insert_mappings,bulk_update_mappings,commit,flush}',
      is: 'query',
      operation: 'write',
    },
    { on: '{Session,Connection}#{execute,exec_driver_sql}', is: 'query', operation: 'raw', sql: 0 },
    { on: ['Session#begin', 'Session#begin_nested', 'Connection#begin'], is: 'transaction' },
  ],
});
