import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'memjs',
  title: 'MemJS',
  languages: ['typescript', 'javascript'],
  modules: ['memjs'],
  types: { Client: ['Client.create()', 'default.Client.create()'] },
  calls: [
    {
      on: 'Client#{set,add,replace}',
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'options', index: 2, keys: ['expires'] },
      addition: ', { expires: %s }',
      defaults: ['expires'],
    },
  ],
});
