import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'pgx',
  title: 'pgx',
  languages: ['go'],
  modules: [
    'github.com/jackc/pgx/v5',
    'github.com/jackc/pgx/v4',
    'github.com/jackc/pgx/v5/pgxpool',
    'github.com/jackc/pgx/v4/pgxpool',
  ],
  types: {
    Conn: [
      '{Connect,ConnectConfig,New,NewWithConfig}()',
      'Pool#',
      'Tx#',
      'Conn#{Begin,BeginTx,Acquire}()',
      'Conn#{BeginFunc,BeginTxFunc}(*:0)',
    ],
  },
  transactions: ['Tx#', 'Conn#{Begin,BeginTx}()', 'Conn#{BeginFunc,BeginTxFunc}(*:0)', '{BeginFunc,BeginTxFunc}(*:0)'],
  calls: [
    { on: 'Conn#{Query,QueryRow}', is: 'query', operation: 'read', sql: 1 },
    { on: 'Conn#{Exec,CopyFrom,SendBatch}', is: 'query', operation: 'write', sql: 1 },
    { on: 'Conn#Ping', is: 'query', operation: 'read', isProbe: true },
    { on: ['Conn#{Begin,BeginTx,BeginFunc,BeginTxFunc}', '{BeginFunc,BeginTxFunc}'], is: 'transaction' },
  ],
});
