import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'gorm',
  title: 'GORM',
  languages: ['go'],
  modules: ['gorm.io/gorm', 'github.com/jinzhu/gorm'],
  types: {
    DB: [
      'Open()',
      'DB#{Begin,Session,WithContext,Debug,Model,Where,Or,Not,Select,Omit,Joins,Preload,Table,Order,Limit,Offset,Group,Having,Distinct,Scopes,Unscoped,Clauses,Set,Find,First,Association,Raw,Count,Attrs,Assign,New,LogMode,Related}()',
      'DB#Transaction(0:0)',
    ],
  },
  storedTags: ['gorm'],
  storedTypes: ['DB#AutoMigrate', 'Migrator#{AutoMigrate,CreateTable}'],
  transactions: ['DB#Begin()', 'DB#Transaction(0:0)'],
  calls: [
    { on: 'DB#{First,Take,Last,Find,FindInBatches,Scan,ScanRows,Pluck,Count,Row,Rows}', is: 'query', operation: 'read' },
    {
      on: 'DB#{Create,CreateInBatches,Save,Update,Updates,UpdateColumn,UpdateColumns,Delete,FirstOrCreate,Append,Replace,Clear}',
      is: 'query',
      operation: 'write',
      subject: 'entity:Model',
    },
    { on: 'DB#{Raw,Exec}', is: 'query', operation: 'raw', sql: 0 },
    { on: 'DB#{Raw,Exec}', is: 'built-sql', argument: 0 },
    { on: 'DB#{Where,Or,Not,Having,Joins,Select,Order,Group}', is: 'built-sql', argument: 0, isFragment: true },
    { on: 'DB#{Transaction,Begin}', is: 'transaction' },
  ],
});
