import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'echo-cors',
  title: 'CORS middleware of Echo',
  languages: ['go'],
  modules: [
    'github.com/labstack/echo/v4/middleware',
    'github.com/labstack/echo/middleware',
    'github.com/labstack/echo/v5/middleware',
  ],
  calls: [
    {
      on: '{CORS,CORSWithConfig}',
      is: 'cors',
      options: 0,
      origins: ['AllowOrigins', 'AllowOriginFunc', 'UnsafeAllowOriginFunc'],
      credentials: 'AllowCredentials',
      byDefault: 'wildcard',
    },
  ],
});
