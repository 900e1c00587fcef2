import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'jsonwebtoken',
  title: 'jsonwebtoken',
  languages: ['typescript', 'javascript'],
  modules: ['jsonwebtoken'],
  calls: [{ on: ['default.sign', 'sign'], is: 'token-signing', payload: 0, options: 2, optionKeys: ['expiresIn'] }],
});
