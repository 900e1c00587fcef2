import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-loggers',
  title: 'Loggers for Python',
  languages: ['python'],
  modules: ['logging', 'structlog', 'loguru', 'pprint', 'global'],
  types: { Logger: ['getLogger()', 'get_logger()', 'stdlib.get_logger()', 'logger', 'Logger#bind()', 'stdlib.BoundLogger#'] },
  calls: [
    {
      on: ['Logger#{debug,info,warning,warn,error,exception,critical,log}', '{debug,info,warning,error,exception,critical}'],
      is: 'log',
      level: 'name',
    },
    { on: ['print', 'pprint', 'pp'], is: 'log', level: 'info', isStructured: false },
  ],
});
