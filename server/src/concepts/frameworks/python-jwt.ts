import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-jwt',
  title: 'PyJWT and python-jose',
  languages: ['python'],
  modules: ['jwt', 'jose'],
  packages: ['PyJWT', 'python-jose'],
  calls: [{ on: ['encode', 'jwt.encode', 'PyJWT#encode'], is: 'token-signing', payload: 0 }],
});
