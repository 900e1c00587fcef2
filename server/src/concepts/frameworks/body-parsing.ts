import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'body-parsing',
  title: 'Body parsing middleware',
  languages: ['typescript', 'javascript'],
  modules: ['body-parser', 'koa-bodyparser', 'koa-body', 'express-fileupload'],
  middleware: { default: 'body', 'default.*': 'body', '{json,urlencoded,raw,text,koaBody}': 'body' },
});
