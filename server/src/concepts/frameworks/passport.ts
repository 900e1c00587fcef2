import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'passport',
  title: 'Authentication middleware',
  languages: ['typescript', 'javascript'],
  modules: ['passport', 'express-jwt', 'koa-jwt', 'koa-passport', 'express-openid-connect', '@clerk/express'],
  middleware: {
    'default.initialize': 'auth',
    'default.session': 'auth',
    '{initialize,session,expressjwt,auth,clerkMiddleware,requireAuth}': 'auth',
    default: 'auth',
  },
});
