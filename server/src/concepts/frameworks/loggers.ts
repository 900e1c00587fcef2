import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'loggers',
  title: 'Loggers for Node.js',
  languages: ['typescript', 'javascript'],
  modules: ['pino', 'winston', 'bunyan', 'log4js', 'tslog', 'loglevel', 'nestjs-pino', 'consola'],
  types: {
    Logger: [
      'default()',
      'pino()',
      'createLogger()',
      'default.createLogger()',
      'getLogger()',
      'default.getLogger()',
      'Logger#child()',
      'PinoLogger#',
      'Logger#',
    ],
  },
  calls: [
    {
      on: [
        'Logger#{trace,debug,info,log,warn,error,fatal,verbose,silly,http}',
        'default.{trace,debug,info,log,warn,error,fatal}',
      ],
      is: 'log',
      level: 'name',
    },
  ],
});
