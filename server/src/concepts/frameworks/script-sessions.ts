import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'script-sessions',
  title: 'Sessions and signed cookies of JavaScript',
  languages: ['typescript', 'javascript'],
  modules: ['express-session', 'cookie-session', 'cookie-parser', 'koa-session'],
  calls: [
    {
      on: ['default', 'session', 'cookieParser', 'cookieSession'],
      is: 'credential-use',
      uses: [
        { what: 'session secret', argument: 0 },
        { what: 'session secret', keys: ['secret', 'keys'] },
      ],
    },
  ],
});
