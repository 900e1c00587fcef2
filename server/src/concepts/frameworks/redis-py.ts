import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'redis-py',
  title: 'redis-py',
  languages: ['python'],
  modules: ['redis', 'aioredis', 'upstash_redis'],
  types: {
    Redis: [
      'StrictRedis#',
      'asyncio.Redis#',
      'client.Redis#',
      'from_url()',
      'asyncio.from_url()',
      '{Redis,StrictRedis}.from_url()',
      'asyncio.Redis.from_url()',
      'asyncio.client.Redis#',
      'Redis#pipeline()',
      'cluster.RedisCluster#',
    ],
  },
  calls: [
    {
      on: 'Redis#set',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'keywords', names: ['ex', 'px', 'exat', 'pxat', 'keepttl'] },
      addition: ', ex=%s',
    },
    { on: 'Redis#setnx', is: 'cache-write', key: 0, ttl: { kind: 'never' }, isLock: true },
    { on: 'Redis#{expire,pexpire,expireat,pexpireat}', is: 'cache-expiry', key: 0 },
  ],
});
