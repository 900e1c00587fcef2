import { defineFramework } from '../framework-model.ts';

const OPTIONS = { origins: ['origin'], credentials: 'credentials', byDefault: 'wildcard', isRegistration: true } as const;

export default defineFramework({
  name: 'script-app-cors',
  title: 'CORS of NestJS and Fastify',
  languages: ['typescript', 'javascript'],
  modules: ['@nestjs/core', '@nestjs/common', '@nestjs/platform-express', '@nestjs/platform-fastify', 'fastify'],
  packages: ['@nestjs/core', 'fastify'],
  calls: [
    {
      on: ['INestApplication#enableCors', '{NestExpressApplication,NestFastifyApplication}#enableCors'],
      is: 'cors',
      options: 0,
      ...OPTIONS,
    },
    { on: 'NestFactory.create', is: 'cors', options: -1, key: 'cors', ...OPTIONS },
    { on: 'FastifyInstance#register', is: 'cors-of', value: 0 },
  ],
});
