import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'sequelize',
  title: 'Sequelize',
  languages: ['typescript', 'javascript'],
  modules: ['sequelize', 'sequelize-typescript'],
  types: { Sequelize: ['default#'] },
  bases: { Model: 'model' },
  givenModel: {
    type: 'Model',
    shownBy: ['findAll', 'findByPk', 'findAndCountAll', 'findOrCreate', 'bulkCreate', 'destroy'],
  },
  modelHolder: { makes: ['Sequelize'], type: 'Model', connection: 'sequelize' },
  calls: [
    {
      on: [
        'Model.{findAll,findOne,findByPk,findAndCountAll,count,max,min,sum}',
        'Sequelize#define().{findAll,findOne,findByPk,findAndCountAll,count}',
      ],
      is: 'query',
      operation: 'read',
    },
    {
      on: [
        'Model.{create,bulkCreate,update,upsert,destroy,findOrCreate,increment,decrement,restore}',
        'Model#{save,update,destroy,increment,decrement}',
        'Sequelize#define().{create,bulkCreate,update,upsert,destroy,findOrCreate}',
      ],
      is: 'query',
      operation: 'write',
    },
    { on: 'Sequelize#query', is: 'query', operation: 'raw', sql: 0 },
    {
      on: ['literal', 'Sequelize.literal', 'default.literal', 'Sequelize#literal'],
      is: 'built-sql',
      argument: 0,
      isFragment: true,
    },
    { on: 'Sequelize#{transaction,startUnmanagedTransaction}', is: 'transaction' },
  ],
});
