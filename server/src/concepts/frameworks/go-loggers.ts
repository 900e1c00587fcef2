import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-loggers',
  title: 'Loggers for Go',
  languages: ['go'],
  modules: [
    'log/slog',
    'go.uber.org/zap',
    'github.com/rs/zerolog',
    'github.com/rs/zerolog/log',
    'github.com/sirupsen/logrus',
    'k8s.io/klog/v2',
    'github.com/hashicorp/go-hclog',
  ],
  types: {
    Logger: [
      '{Default,New,With,NewProduction,NewDevelopment,S,L,Ctx}()',
      'Logger#{With,WithGroup,Named,Sugar,WithField,WithFields,WithError,WithContext,Desugar,Level}()',
      // zerolog's `With().Str(…).Logger()`.
      'Logger#{Str,Strs,Int,Bool,Err,Any,Interface,Time,Timestamp,Dur,Caller,Logger}()',
      'SugaredLogger#',
      'Entry#',
      'FieldLogger#',
      '{WithField,WithFields,WithError,WithContext}()',
    ],
  },
  calls: [
    {
      on: [
        '{Debug,Info,Warn,Warning,Error,Fatal,Panic,Trace,Print}',
        '{Debugf,Infof,Warnf,Warningf,Errorf,Fatalf,Panicf,Tracef,Printf,Println,Infoln,Errorln}',
        '{DebugContext,InfoContext,WarnContext,ErrorContext}',
        'Logger#{Debug,Info,Warn,Warning,Error,Fatal,Panic,Trace,Debugf,Infof,Warnf,Errorf,Fatalf,Debugw,Infow,Warnw,Errorw,DebugContext,InfoContext,WarnContext,ErrorContext}',
      ],
      is: 'log',
      level: 'name',
    },
    // zerolog's `Err(err).Msg(…)`; its other levels are calls of their own name.
    { on: ['Err', 'Logger#Err'], is: 'log', level: 'error' },
  ],
});
