import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'ioredis',
  title: 'ioredis',
  languages: ['typescript', 'javascript'],
  modules: ['ioredis'],
  types: {
    Redis: [
      'default#',
      'default.Cluster#',
      'Cluster#',
      'default.Redis#',
      'Redis#{pipeline,multi,duplicate}()',
      'Redis#{pipeline,multi}().**.{set,get,del}()',
    ],
  },
  calls: [
    {
      on: 'Redis#set',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'flags', words: ['EX', 'PX', 'EXAT', 'PXAT', 'KEEPTTL'] },
      addition: ", 'EX', %s",
    },
    { on: 'Redis#setnx', is: 'cache-write', key: 0, ttl: { kind: 'never' }, isLock: true },
    { on: 'Redis#{expire,pexpire,expireat,pexpireat}', is: 'cache-expiry', key: 0 },
  ],
});
