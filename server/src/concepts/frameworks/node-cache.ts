import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'node-cache',
  title: 'node-cache',
  languages: ['typescript', 'javascript'],
  modules: ['node-cache'],
  types: { NodeCache: ['default#'] },
  calls: [
    {
      on: 'NodeCache#set',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'argument', index: 2 },
      addition: ', %s',
      defaults: ['stdTTL'],
    },
    { on: 'NodeCache#ttl', is: 'cache-expiry', key: 0 },
  ],
});
