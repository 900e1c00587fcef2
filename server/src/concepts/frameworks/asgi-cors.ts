import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'asgi-cors',
  title: 'CORS of FastAPI and Starlette',
  languages: ['python'],
  modules: ['fastapi', 'starlette'],
  calls: [
    {
      on: 'middleware.cors.CORSMiddleware',
      is: 'cors',
      options: 'keywords',
      origins: ['allow_origins', 'allow_origin_regex'],
      credentials: 'allow_credentials',
      byDefault: 'nobody',
      reflectsWithCredentials: true,
    },
    { on: ['FastAPI#add_middleware', 'middleware.Middleware'], is: 'cors-of', value: 0 },
  ],
});
