import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'fastapi',
  title: 'FastAPI and Starlette',
  languages: ['python'],
  modules: ['fastapi', 'starlette'],
  types: {
    FastAPI: ['applications.FastAPI#', 'applications.Starlette#'],
    APIRouter: ['routing.APIRouter#', 'routing.Router#'],
  },
  routerTypes: ['FastAPI', 'APIRouter'],
  handlerTypes: ['Request#', 'requests.Request#'],
  injectors: [
    { name: 'Depends', argument: 0 },
    { name: 'Security', argument: 0 },
  ],
  bases: { 'middleware.base.BaseHTTPMiddleware': 'middleware' },
  calls: [
    { on: ['FastAPI', 'applications.FastAPI', 'applications.Starlette'], is: 'server' },
    { on: '{FastAPI,APIRouter}#{get,post,put,patch,delete,head,options}', is: 'route', method: 'name', path: 0 },
    { on: '{FastAPI,APIRouter}#{api_route,websocket}', is: 'route', method: 'ANY', path: 0 },
    { on: '{FastAPI,APIRouter}#include_router', is: 'mount', router: 0 },
    { on: 'FastAPI#mount', is: 'mount', path: 0, router: 1 },
    { on: 'FastAPI#add_middleware', is: 'use', firstMayBePath: false },
  ],
  middleware: {
    'middleware.cors.CORSMiddleware': 'cors',
    'middleware.sessions.SessionMiddleware': 'session',
    'middleware.authentication.AuthenticationMiddleware': 'auth',
    'middleware.gzip.GZipMiddleware': 'other',
    'middleware.trustedhost.TrustedHostMiddleware': 'security-headers',
    'middleware.httpsredirect.HTTPSRedirectMiddleware': 'security-headers',
  },
});
