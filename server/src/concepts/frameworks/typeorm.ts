import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'typeorm',
  title: 'TypeORM',
  languages: ['typescript', 'javascript'],
  modules: ['typeorm', '@nestjs/typeorm'],
  types: {
    Repository: [
      'getRepository()',
      'getCustomRepository()',
      'TreeRepository#',
      'MongoRepository#',
      'EntityManager#getRepository()',
      'DataSource#getRepository()',
    ],
    EntityManager: [
      'getManager()',
      'DataSource#manager',
      'DataSource#transaction(*:0)',
      'EntityManager#transaction(*:0)',
      'Connection#manager',
    ],
    DataSource: ['getConnection()', 'createConnection()', 'Connection#'],
  },
  bases: { BaseEntity: 'model', Repository: 'repository', AbstractRepository: 'repository' },
  decorators: { Entity: 'model', EntityRepository: 'repository' },
  transactions: ['{DataSource,EntityManager}#transaction(*:0)', 'QueryRunner#', 'DataSource#createQueryRunner()'],
  calls: [
    {
      on: [
        '{Repository,EntityManager}#{find,findBy,findOne,findOneBy,findOneOrFail,findOneByOrFail,findAndCount,findAndCountBy,findByIds,count,countBy,exist,exists,existsBy,sum,average}',
        'BaseEntity.{find,findBy,findOne,findOneBy,findOneOrFail,findOneByOrFail,findAndCount,findByIds,count}',
        '{Repository,EntityManager,DataSource}#createQueryBuilder().**.{getOne,getMany,getOneOrFail,getRawOne,getRawMany,getCount,getManyAndCount,stream}',
        'BaseEntity.createQueryBuilder().**.{getOne,getMany,getRawOne,getRawMany,getCount,getManyAndCount}',
      ],
      is: 'query',
      operation: 'read',
    },
    {
      on: [
        '{Repository,EntityManager}#{save,insert,update,upsert,delete,remove,softDelete,softRemove,restore,increment,decrement,clear}',
        'BaseEntity.{insert,update,upsert,delete,remove,softRemove,clear}',
        'BaseEntity#{save,remove,softRemove,recover}',
        '{Repository,EntityManager,DataSource}#createQueryBuilder().**.execute',
      ],
      is: 'query',
      operation: 'write',
    },
    { on: '{Repository,EntityManager,DataSource}#query', is: 'query', operation: 'raw', sql: 0 },
    {
      on: [
        '{Repository,EntityManager,DataSource}#createQueryBuilder().**.{where,andWhere,orWhere,having,andHaving,orHaving}',
        'SelectQueryBuilder#**.{where,andWhere,orWhere,having,andHaving,orHaving}',
      ],
      is: 'built-sql',
      argument: 0,
      isFragment: true,
    },
    {
      on: [
        '{DataSource,EntityManager}#transaction',
        'DataSource#createQueryRunner().startTransaction',
        'QueryRunner#startTransaction',
        'Transaction',
      ],
      is: 'transaction',
    },
  ],
});
