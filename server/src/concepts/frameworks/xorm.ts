import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'xorm',
  title: 'XORM',
  languages: ['go'],
  modules: ['xorm.io/xorm', 'github.com/go-xorm/xorm'],
  types: {
    Session: [
      'NewEngine()',
      'Engine#',
      'EngineInterface#',
      'Interface#',
      'Session#{NewSession,Where,And,Or,In,NotIn,ID,Table,Join,OrderBy,Limit,Cols,Omit,Select,GroupBy,Having,Distinct,Alias,SQL,NoAutoCondition,Unscoped,Context}()',
    ],
  },
  calls: [
    {
      on: 'Session#{Get,Find,FindAndCount,Count,Exist,Iterate,Rows,Sum,SumInt}',
      is: 'query',
      operation: 'read',
      subject: 'entity:Table',
    },
    { on: 'Session#{Insert,InsertOne,Update,Delete}', is: 'query', operation: 'write', subject: 'entity:Table' },
    { on: 'Session#{Exec,Query,QueryString,QueryInterface}', is: 'query', operation: 'raw', sql: 0 },
    { on: 'Session#{SQL,Where,And,Or}', is: 'built-sql', argument: 0, isFragment: true },
    { on: 'Session#{Begin,Transaction}', is: 'transaction' },
  ],
});
