import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'node',
  title: 'Node.js',
  languages: ['typescript', 'javascript'],
  modules: ['global', 'process', 'http', 'https', 'net', 'fs', 'fs/promises'],
  types: { Server: ['createServer()', 'default.createServer()', 'default.Server#'] },
  handlerTypes: ['IncomingMessage#', 'ServerResponse#'],
  calls: [
    { on: ['createServer', 'default.createServer'], is: 'server' },
    { on: 'Server#listen', is: 'listen' },
    { on: ['Server#close', 'Server#closeAllConnections'], is: 'shutdown', what: 'server' },
    { on: ['process.{on,once,addListener}', 'default.{on,once}', '{on,once}'], is: 'signal', argument: 0 },
    { on: ['process.exit', 'default.exit', 'exit'], is: 'shutdown', what: 'process' },
    { on: 'console.{log,info,warn,error,debug,trace,dir}', is: 'log', level: 'name', isStructured: false },
    {
      on: [
        '{writeFile,appendFile,writeFileSync}',
        'default.{writeFile,appendFile,writeFileSync}',
        'promises.{writeFile,appendFile}',
        'default.promises.{writeFile,appendFile}',
      ],
      is: 'risky-call',
      what: 'file',
    },
  ],
});
