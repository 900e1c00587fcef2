import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'fiber-cors',
  title: 'CORS middleware of Fiber',
  languages: ['go'],
  modules: ['github.com/gofiber/fiber/v2/middleware/cors', 'github.com/gofiber/fiber/v3/middleware/cors'],
  middleware: { New: 'cors' },
  calls: [
    {
      on: 'New',
      is: 'cors',
      options: 0,
      origins: ['AllowOrigins', 'AllowOriginsFunc'],
      credentials: 'AllowCredentials',
      byDefault: 'wildcard',
    },
  ],
});
