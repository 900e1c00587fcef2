import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'aiocache',
  title: 'aiocache and cashews',
  languages: ['python'],
  modules: ['aiocache', 'cashews'],
  types: {
    Store: ['Cache#', 'SimpleMemoryCache#', 'RedisCache#', 'MemcachedCache#', 'Cache.from_url()', 'caches.get()', 'cache'],
  },
  calls: [
    {
      on: 'Store#{set,add}',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'keywords', names: ['ttl', 'expire'] },
      defaults: ['ttl'],
    },
    { on: 'Store#expire', is: 'cache-expiry', key: 0 },
  ],
});
