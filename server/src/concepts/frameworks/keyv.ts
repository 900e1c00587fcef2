import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'keyv',
  title: 'Keyv',
  languages: ['typescript', 'javascript'],
  modules: ['keyv'],
  types: { Keyv: ['default#', 'createKeyv()'] },
  calls: [
    {
      on: 'Keyv#set',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'argument', index: 2 },
      addition: ', %m',
      defaults: ['ttl'],
    },
  ],
});
