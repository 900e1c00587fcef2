import { defineFramework } from '../framework-model.ts';

// `caching()` and `createCache()` may carry a default; where one is seen, the rule asks for nothing.

export default defineFramework({
  name: 'cache-manager',
  title: 'cache-manager, keyv and node-cache',
  languages: ['typescript', 'javascript'],
  modules: ['cache-manager', '@nestjs/cache-manager'],
  types: { Cache: ['createCache()', 'caching()'] },
  calls: [{ on: 'Cache#set', is: 'cache-write', key: 0, ttl: { kind: 'argument', index: 2 }, addition: ', %m' }],
});
