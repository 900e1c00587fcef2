import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'trpc',
  title: 'tRPC',
  languages: ['typescript', 'javascript'],
  modules: ['@trpc/server'],
  calls: [
    { on: 'initTRPC.**.procedure.**.{query,subscription}', is: 'route', method: 'GET', isProcedure: true },
    { on: 'initTRPC.**.procedure.**.mutation', is: 'route', method: 'POST', isProcedure: true },
  ],
});
