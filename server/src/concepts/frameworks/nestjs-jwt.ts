import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'nestjs-jwt',
  title: 'JWT module of NestJS',
  languages: ['typescript', 'javascript'],
  modules: ['@nestjs/jwt'],
  calls: [
    {
      on: 'JwtService#{sign,signAsync}',
      is: 'token-signing',
      payload: 0,
      options: 1,
      optionKeys: ['expiresIn'],
      hasDefaults: true,
    },
    { on: 'JwtModule.register', is: 'token-defaults', of: 'nestjs-jwt', settings: 0, options: 'signOptions', key: 'expiresIn' },
    {
      on: 'JwtModule.registerAsync',
      is: 'token-defaults',
      of: 'nestjs-jwt',
      settings: 0,
      options: 'signOptions',
      key: 'expiresIn',
      isDeferred: true,
    },
  ],
});
