import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-builtins',
  title: 'Functions that Go declares itself',
  languages: ['go'],
  modules: ['global'],
  calls: [{ on: ['print', 'println'], is: 'log', level: 'info', isStructured: false }],
});
