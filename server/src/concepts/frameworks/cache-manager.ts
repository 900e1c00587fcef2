import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'cache-manager',
  title: 'cache-manager',
  languages: ['typescript', 'javascript'],
  modules: ['cache-manager', '@nestjs/cache-manager'],
  types: { Cache: ['createCache()', 'caching()', 'multiCaching()'] },
  calls: [
    {
      on: 'Cache#set',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'argument', index: 2 },
      addition: ', %m',
      defaults: ['ttl'],
    },
  ],
});
