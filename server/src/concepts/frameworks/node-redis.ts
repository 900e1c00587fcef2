import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'node-redis',
  title: 'node-redis',
  languages: ['typescript', 'javascript'],
  modules: ['redis', '@redis/client'],
  types: {
    RedisClient: [
      'createClient()',
      'default.createClient()',
      'createCluster()',
      'RedisClientType#',
      'RedisClient#on()',
      'RedisClient#on().connect()',
      'RedisClient#connect()',
    ],
  },
  calls: [
    {
      on: 'RedisClient#set',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'options', index: 2, keys: ['EX', 'PX', 'EXAT', 'PXAT', 'KEEPTTL', 'expiration'] },
      addition: ', { EX: %s }',
    },
    { on: 'RedisClient#{setNX,setnx}', is: 'cache-write', key: 0, ttl: { kind: 'never' }, isLock: true },
    { on: 'RedisClient#{expire,pExpire,expireAt,pExpireAt}', is: 'cache-expiry', key: 0 },
  ],
});
