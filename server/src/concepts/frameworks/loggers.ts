import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'loggers',
  title: 'Loggers for Node.js',
  languages: ['typescript', 'javascript'],
  modules: [
    'pino',
    'winston',
    'bunyan',
    'log4js',
    'tslog',
    'loglevel',
    'nestjs-pino',
    'nest-winston',
    'consola',
    'signale',
    'roarr',
  ],
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
      on: ['default', 'pino', 'createLogger', 'default.createLogger', 'LoggerModule.forRoot'],
      is: 'logger-setup',
      redact: 'redact',
      filters: ['serializers', 'format', 'maskValuesOfKeys'],
    },
    {
      on: [
        'Logger#{trace,debug,info,log,warn,error,fatal,verbose,silly,http}',
        'default.{trace,debug,info,log,warn,error,fatal}',
        '{trace,debug,info,log,warn,error,fatal}',
      ],
      is: 'log',
      level: 'name',
    },
  ],
});
