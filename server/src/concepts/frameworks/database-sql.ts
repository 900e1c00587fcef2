import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'database-sql',
  title: 'database/sql, sqlx and bun',
  languages: ['go'],
  modules: ['database/sql', 'github.com/jmoiron/sqlx', 'github.com/uptrace/bun'],
  storedTags: ['db'],
  types: {
    DB: [
      '{Open,OpenDB,Connect,MustConnect,MustOpen,NewDb,New,NewDB}()',
      'Conn#',
      'Tx#',
      'DB#{Begin,BeginTx,Beginx,BeginTxx,MustBegin,Conn,Unsafe}()',
      'IDB#',
    ],
    Stmt: ['DB#{Prepare,PrepareContext,Preparex,PrepareNamed}()'],
  },
  transactions: ['Tx#', 'DB#{Begin,BeginTx,Beginx,BeginTxx,MustBegin}()', 'DB#RunInTx(*:1)'],
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
      on: ['DB#NewSelect().**.{Scan,Exec,Count,Exists}', 'Stmt#{Query,QueryContext,QueryRow,QueryRowContext}'],
      is: 'query',
      operation: 'read',
    },
    { on: 'DB#{Get,Select}', is: 'query', operation: 'read', sql: 1 },
    { on: 'DB#{GetContext,SelectContext}', is: 'query', operation: 'read', sql: 2 },
    { on: ['DB#{Exec,MustExec,NamedExec,MustExecContext}', 'Stmt#{Exec,ExecContext}'], is: 'query', operation: 'write', sql: 0 },
    {
      on: ['DB#{ExecContext,NamedExecContext}', 'DB#{NewInsert,NewUpdate,NewDelete}().**.{Exec,Scan}'],
      is: 'query',
      operation: 'write',
      sql: 1,
    },
    { on: 'DB#{Prepare,Preparex,PrepareNamed,NewRaw}', is: 'built-sql', argument: 0 },
    { on: ['DB#PrepareContext', 'DB#{Get,Select}'], is: 'built-sql', argument: 1 },
    { on: 'DB#{GetContext,SelectContext}', is: 'built-sql', argument: 2 },
    { on: 'DB#{Ping,PingContext}', is: 'query', operation: 'read', isProbe: true },
    { on: 'DB#{Begin,BeginTx,Beginx,BeginTxx,MustBegin,RunInTx}', is: 'transaction' },
  ],
});
