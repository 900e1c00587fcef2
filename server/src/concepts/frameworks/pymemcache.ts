import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'pymemcache',
  title: 'pymemcache',
  languages: ['python'],
  modules: ['pymemcache'],
  types: {
    Client: [
      'client.base.{Client,PooledClient,RetryingClient}#',
      'client.{Client,PooledClient}#',
      'client.hash.HashClient#',
      'HashClient#',
      'PooledClient#',
    ],
  },
  calls: [
    {
      on: 'Client#{set,add,set_many}',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'keywords', names: ['expire'] },
      addition: ', expire=%s',
    },
    { on: 'Client#touch', is: 'cache-expiry', key: 0 },
  ],
});
