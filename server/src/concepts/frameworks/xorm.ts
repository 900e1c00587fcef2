import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'xorm',
  title: 'XORM',
  languages: ['go'],
  modules: ['xorm.io/xorm', 'github.com/go-xorm/xorm'],
  types: {
    Engine: [
      'NewEngine()',
      'EngineInterface#',
      'Engine#{Where,And,Or,In,NotIn,ID,Table,Join,OrderBy,Limit,Cols,Omit,Select,GroupBy,Having,Distinct,Alias,SQL,NoAutoCondition,Unscoped,Context}()',
    ],
    Session: [
      'Engine#NewSession()',
      'Interface#',
      'Session#{Where,And,Or,In,NotIn,ID,Table,Join,OrderBy,Limit,Cols,Omit,Select,GroupBy,Having,Distinct,Alias,SQL,NoAutoCondition,Unscoped,Context}()',
    ],
  },
  storedTags: ['xorm'],
  storedTypes: ['{Engine,Session}#{Sync,Sync2,CreateTables}'],
  // A session is there to hold a transaction; the engine itself makes one for each call.
  transactions: ['Session#'],
  calls: [
    {
      on: '{Engine,Session}#{Get,Find,FindAndCount,Count,Exist,Iterate,Rows,Sum,SumInt}',
      is: 'query',
      operation: 'read',
      subject: 'entity:Table',
    },
    { on: '{Engine,Session}#{Insert,InsertOne,Update,Delete}', is: 'query', operation: 'write', subject: 'entity:Table' },
    { on: '{Engine,Session}#{Exec,Query,QueryString,QueryInterface}', is: 'query', operation: 'raw', sql: 0 },
    { on: '{Engine,Session}#{SQL,Where,And,Or}', is: 'built-sql', argument: 0, isFragment: true },
    { on: ['Session#Begin', 'Engine#Transaction'], is: 'transaction' },
  ],
});
