import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'nestjs-axios',
  title: 'HttpService of NestJS',
  languages: ['typescript', 'javascript'],
  modules: ['@nestjs/axios'],
  calls: [
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
