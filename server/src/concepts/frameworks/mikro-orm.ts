import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'mikro-orm',
  title: 'MikroORM',
  languages: ['typescript', 'javascript'],
  modules: [
    '@mikro-orm/core',
    '@mikro-orm/postgresql',
    '@mikro-orm/mysql',
    '@mikro-orm/sqlite',
    '@mikro-orm/nestjs',
    '@mikro-orm/knex',
  ],
  types: {
    EntityManager: [
      'SqlEntityManager#',
      'EntityManager#fork()',
      'MikroORM#em',
      'MikroORM.init().em',
      'EntityManager#transactional(0:0)',
    ],
    EntityRepository: ['EntityManager#getRepository()', 'SqlEntityRepository#'],
  },
  writes: 'at-commit',
  transactions: ['EntityManager#transactional(0:0)'],
  bases: { EntityRepository: 'repository', BaseEntity: 'model' },
  decorators: { Entity: 'model' },
  calls: [
    {
      on: '{EntityManager,EntityRepository}#{find,findOne,findOneOrFail,findAll,findAndCount,findByCursor,count,refresh,populate}',
      is: 'query',
      operation: 'read',
    },
    {
      on: '{EntityManager,EntityRepository}#{persist,remove,insert,insertMany,upsert,upsertMany,nativeInsert,nativeUpdate,nativeDelete}',
      is: 'query',
      operation: 'write',
    },
    {
      on: 'EntityManager#{flush,persistAndFlush,removeAndFlush,commit}',
      is: 'query',
      operation: 'write',
      isCommit: true,
    },
    { on: ['EntityManager#execute', 'EntityManager#getConnection().execute'], is: 'query', operation: 'raw', sql: 0 },
    { on: ['EntityManager#{transactional,begin}', 'Transactional'], is: 'transaction' },
  ],
});
