import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-redis',
  title: 'go-redis',
  languages: ['go'],
  modules: [
    'github.com/redis/go-redis/v9',
    'github.com/go-redis/redis/v8',
    'github.com/go-redis/redis/v9',
    'github.com/go-redis/redis',
  ],
  types: {
    Client: [
      '{NewClient,NewClusterClient,NewUniversalClient,NewFailoverClient}()',
      'ClusterClient#',
      'UniversalClient#',
      'Cmdable#',
      'Pipeliner#',
      'Client#{Pipeline,TxPipeline}()',
    ],
  },
  calls: [
    { on: 'Client#Set', is: 'cache-write', key: 1, ttl: { kind: 'argument', index: 3 }, addition: '%d' },
    { on: 'Client#SetNX', is: 'cache-write', key: 1, ttl: { kind: 'argument', index: 3 }, isLock: true, addition: '%d' },
    { on: 'Client#{Expire,PExpire,ExpireAt,PExpireAt}', is: 'cache-expiry', key: 1 },
  ],
});
