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
    // What these give back is a row, a list or a number, and no longer the query.
    Row: [
      'Session#query().**.{all,first,one,one_or_none,get,scalar,count}()',
      'SQLAlchemy#Model.query.**.{all,first,one,one_or_none,get,first_or_404,get_or_404,scalar,count}()',
    ],
  },
  lazyRelations: {
    toOne: ['relationship'],
    toMany: [],
    eager: ['options'],
    keeps: [
      'all',
      'filter',
      'filter_by',
      'order_by',
      'where',
      'limit',
      'offset',
      'distinct',
      'scalars',
      'unique',
      'execute',
      'exec',
      'join',
    ],
    asks: ['query', 'select'],
    loadsAtOnce: true,
  },
  writes: 'at-commit',
  transactions: [
    'orm.sessionmaker()().begin()',
    'create_engine().begin()',
    'Session#begin()',
    'ext.asyncio.create_async_engine().begin()',
  ],
  bases: { 'SQLAlchemy#Model': 'model', 'orm.DeclarativeBase': 'model', SQLModel: 'dto' },
  calls: [
    {
      on: [
        '{Session,Connection}#{scalars,scalar,get,exec,get_one,stream,stream_scalars,refresh}',
        'Session#query().**.{all,first,one,one_or_none,get,scalar,count,paginate,yield_per}',
        'SQLAlchemy#Model.query.**.{all,first,one,one_or_none,get,first_or_404,get_or_404,scalar,count,paginate}',
      ],
      is: 'query',
      operation: 'read',
    },
    { on: ['Session#query().**.{delete,update}', 'SQLAlchemy#Model.query.**.{delete,update}'], is: 'query', operation: 'write' },
    {
      on: [
        'Session#query().**.{filter,filter_by,join,outerjoin,order_by,group_by,having,limit,offset,options,distinct,with_entities,select_from,union}',
        'SQLAlchemy#Model.query.**.{filter,filter_by,join,outerjoin,order_by,group_by,having,limit,offset,options,distinct,with_entities,select_from,union}',
      ],
      is: 'query',
      operation: 'read',
      isLazy: true,
    },
    // A query class of the application's own.
    { on: 'SQLAlchemy#Model.query.*', is: 'query', operation: 'read' },
    {
      on: '{Session,Connection}#{add,add_all,delete,merge,bulk_save_objects,bulk_insert_mappings,bulk_update_mappings,flush}',
      is: 'query',
      operation: 'write',
    },
    { on: '{Session,Connection}#commit', is: 'query', operation: 'write', isCommit: true },
    {
      on: [
        '{Session,Connection}#{execute,exec_driver_sql}',
        'create_engine().execute',
        'SQLAlchemy#engine.execute',
        'engine.Engine#execute',
      ],
      is: 'query',
      operation: 'raw',
      sql: 0,
    },
    { on: ['text', 'sql.text', 'sql.expression.text', 'DDL'], is: 'built-sql', argument: 0 },
    { on: ['Session#begin', 'Session#begin_nested', 'Connection#begin'], is: 'transaction' },
  ],
});
