import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'jose',
  title: 'jose',
  languages: ['typescript', 'javascript'],
  modules: ['jose'],
  calls: [{ on: ['SignJWT#**.sign', 'default.SignJWT#**.sign'], is: 'token-signing', payload: 0, chain: 'setExpirationTime' }],
});
