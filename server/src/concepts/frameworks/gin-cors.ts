import { defineFramework } from '../framework-model.ts';

const OPTIONS = {
  options: 0,
  origins: ['AllowOrigins', 'AllowOriginFunc', 'AllowOriginWithContextFunc'],
  everybody: ['AllowAllOrigins'],
  credentials: 'AllowCredentials',
} as const;

export default defineFramework({
  name: 'gin-cors',
  title: 'CORS middleware for Gin',
  languages: ['go'],
  modules: ['github.com/gin-contrib/cors'],
  middleware: { '{Default,New}': 'cors' },
  calls: [
    { on: 'Default', is: 'cors', ...OPTIONS, byDefault: 'wildcard' },
    { on: 'New', is: 'cors', ...OPTIONS, byDefault: 'nobody' },
  ],
});
