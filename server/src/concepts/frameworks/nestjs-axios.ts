import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'nestjs-axios',
  title: 'HttpService of NestJS',
  languages: ['typescript', 'javascript'],
  modules: ['@nestjs/axios'],
  calls: [
    {
      on: ['HttpService#{get,delete,head}', 'HttpService#axiosRef.{get,delete,head}'],
      is: 'time-limit',
      of: 'call',
      keys: ['timeout', 'signal'],
      options: 1,
      absent: 'none',
    },
    {
      on: ['HttpService#{post,put,patch}', 'HttpService#axiosRef.{post,put,patch}'],
      is: 'time-limit',
      of: 'call',
      keys: ['timeout', 'signal'],
      options: 2,
      absent: 'none',
    },
    {
      on: ['HttpService#request', 'HttpService#axiosRef'],
      is: 'time-limit',
      of: 'call',
      keys: ['timeout', 'signal'],
      options: 0,
      absent: 'none',
    },
    {
      on: 'HttpModule.{register,registerAsync}',
      is: 'time-limit-default',
      options: 0,
      keys: ['timeout', 'useFactory', 'useClass', 'useExisting'],
    },
    {
      on: ['HttpService#{get,delete,head}', 'HttpService#axiosRef.{get,delete,head}'],
      is: 'http-request',
      method: 'name',
      options: 1,
    },
    {
      on: ['HttpService#{post,put,patch}', 'HttpService#axiosRef.{post,put,patch}'],
      is: 'http-request',
      method: 'name',
      options: 2,
    },
    { on: ['HttpService#request', 'HttpService#axiosRef'], is: 'http-request', options: 0 },
  ],
});
