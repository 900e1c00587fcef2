import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-cors',
  title: 'CORS middleware for Go routers',
  languages: ['go'],
  modules: ['github.com/rs/cors', 'github.com/go-chi/cors'],
  middleware: { '{Default,New,AllowAll,Handler}': 'cors' },
  calls: [
    {
      on: '{Default,New,AllowAll,Handler}',
      is: 'cors',
      options: 0,
      origins: ['AllowedOrigins', 'AllowOriginFunc', 'AllowOriginRequestFunc', 'AllowOriginVaryRequestFunc'],
      credentials: 'AllowCredentials',
      byDefault: 'wildcard',
    },
  ],
});
