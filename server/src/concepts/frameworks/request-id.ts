import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'request-id',
  title: 'Request id middleware',
  languages: ['typescript', 'javascript'],
  modules: ['express-request-id', 'request-id', 'cls-rtracer'],
  middleware: { default: 'request-id', '*': 'request-id', 'default.*': 'request-id' },
  provides: ['request-id'],
});
