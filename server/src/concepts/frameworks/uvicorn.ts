import { defineFramework } from '../framework-model.ts';

// Uvicorn and Hypercorn handle SIGTERM themselves.

export default defineFramework({
  name: 'uvicorn',
  title: 'Uvicorn and Hypercorn',
  languages: ['python'],
  modules: ['uvicorn', 'hypercorn', 'gunicorn', 'daphne', 'waitress'],
  calls: [
    { on: ['run', 'serve', 'Server#{run,serve}', 'asyncio.serve'], is: 'listen' },
    { on: ['run', 'serve', 'Server#{run,serve}', 'asyncio.serve'], is: 'shutdown', what: 'whole' },
  ],
});
