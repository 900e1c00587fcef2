import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'sessions',
  title: 'Session middleware',
  languages: ['typescript', 'javascript'],
  modules: ['express-session', 'cookie-session', 'cookie-parser', 'koa-session'],
  middleware: { default: 'session' },
});
