import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'gomemcache',
  title: 'gomemcache',
  languages: ['go'],
  modules: ['github.com/bradfitz/gomemcache/memcache'],
  types: { Client: ['{New,NewFromSelector}()'] },
  calls: [
    {
      on: 'Client#{Set,Add,Replace}',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'options', index: 0, keys: ['Expiration'] },
    },
  ],
});
