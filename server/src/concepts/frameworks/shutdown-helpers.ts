import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'shutdown-helpers',
  title: 'Packages that end a Node.js server in order',
  languages: ['typescript', 'javascript'],
  modules: [
    'close-with-grace',
    '@godaddy/terminus',
    'http-terminator',
    'lightship',
    'stoppable',
    'http-graceful-shutdown',
    'fastify-graceful-shutdown',
    'node-graceful-shutdown',
    '@moebius/http-graceful-shutdown',
    'async-exit-hook',
    'exit-hook',
  ],
  calls: [
    {
      on: ['default', 'createTerminus', 'createHttpTerminator', 'createLightship', '*', 'default.*'],
      is: 'shutdown',
      what: 'whole',
    },
  ],
});
