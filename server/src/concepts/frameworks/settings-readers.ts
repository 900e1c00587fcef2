import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'settings-readers',
  title: 'Libraries that read settings by name',
  languages: ['typescript', 'javascript', 'python', 'go'],
  modules: [
    ...['@nestjs/config', 'env-var'],
    ...['decouple', 'environ', 'environs', 'starlette'],
    ...['github.com/spf13/viper', 'gopkg.in/ini.v1', 'github.com/go-ini/ini'],
  ],
  packages: ['python-decouple', 'django-environ'],
  calls: [
    { on: 'ConfigService#get', is: 'setting-read', name: 0, default: 1 },
    { on: 'ConfigService#getOrThrow', is: 'setting-read', name: 0, isRequired: true },
    {
      on: 'ConfigModule.forRoot',
      is: 'settings-load',
      checks: ['validationSchema', 'validate'],
      loaders: 'load',
    },
    {
      on: ['config', 'Env#', 'Env#{str,bool,int,float,json,list,dict,url,db,cache,db_url,cache_url}', 'config.Config#'],
      is: 'setting-read',
      name: 0,
      default: 1,
      defaultKeyword: 'default',
      isRequired: true,
    },
    { on: 'SetDefault', is: 'setting-read', name: 0, default: 1 },
    {
      on: ['**.{MustString,MustInt}'],
      is: 'setting-read',
      name: 'chain:Key',
      default: 0,
    },
  ],
});
