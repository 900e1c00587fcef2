import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'rueidis',
  title: 'rueidis',
  languages: ['go'],
  modules: ['github.com/redis/rueidis', 'github.com/rueian/rueidis'],
  types: { Client: ['NewClient()', 'DedicatedClient#'] },
  calls: [{ on: 'Client#B().Set().Key().Value().Build', is: 'cache-write', key: 0, ttl: { kind: 'never' } }],
});
