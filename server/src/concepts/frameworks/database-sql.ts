import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'database-sql',
  title: 'database/sql, sqlx and pgx',
  languages: ['go'],
  modules: [
    'database/sql',
    'github.com/jmoiron/sqlx',
    'github.com/jackc/pgx/v5',
    'github.com/jackc/pgx/v4',
    'github.com/jackc/pgx/v5/pgxpool',
    'github.com/jackc/pgx/v4/pgxpool',
    'github.com/uptrace/bun',
  ],
  types: {
    DB: [
      '{Open,OpenDB,Connect,MustConnect,MustOpen,NewDb,New,NewWithConfig,NewDB,ConnectConfig}()',
      'Conn#',
      'Pool#',
      'Tx#',
      'DB#{Begin,BeginTx,Beginx,BeginTxx,MustBegin,Conn,Acquire,Unsafe}()',
      'IDB#',
    ],
    Stmt: ['DB#{Prepare,PrepareContext,Preparex,PrepareNamed}()'],
  },
  calls: [
    {
      on: 'DB#{QueryContext,QueryRowContext,QueryxContext,QueryRowxContext,NamedQueryContext}',
      is: 'query',
      operation: 'read',
      sql: 1,
    },
    {
      on: ['DB#{Query,QueryRow,Queryx,QueryRowx,NamedQuery}'],
      is: 'query',
      operation: 'read',
      sql: 0,
    },
    {
      on: [
        'DB#{Get,Select,GetContext,SelectContext}',
        'DB#NewSelect().**.{Scan,Exec,Count,Exists}',
        'Stmt#{Query,QueryContext,QueryRow,QueryRowContext}',
      ],
      is: 'query',
      operation: 'read',
    },
    { on: ['DB#{Exec,MustExec,NamedExec,MustExecContext}', 'Stmt#{Exec,ExecContext}'], is: 'query', operation: 'write', sql: 0 },
    {
      on: ['DB#{ExecContext,NamedExecContext,CopyFrom,SendBatch}', 'DB#{NewInsert,NewUpdate,NewDelete}().**.{Exec,Scan}'],
      is: 'query',
      operation: 'write',
      sql: 1,
    },
    { on: 'DB#{Ping,PingContext}', is: 'query', operation: 'read', isProbe: true },
    { on: 'DB#{Begin,BeginTx,Beginx,BeginTxx,MustBegin,BeginFunc,BeginTxFunc,RunInTx}', is: 'transaction' },
  ],
});
