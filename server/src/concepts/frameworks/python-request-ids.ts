import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-request-ids',
  title: 'Request ids and tracing for Python servers',
  languages: ['python'],
  modules: [
    'asgi_correlation_id',
    'starlette_context',
    'fastapi_request_id',
    'django_guid',
    'django_structlog',
    'log_request_id',
    'request_id',
    'cid',
    'flask_request_id',
    'flask_log_request_id',
    'opentelemetry',
    'ddtrace',
    'elasticapm',
    'newrelic',
    'logfire',
  ],
  provides: ['request-id'],
});
