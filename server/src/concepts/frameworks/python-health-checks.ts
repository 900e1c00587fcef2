import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-health-checks',
  title: 'Health checks for Python servers',
  languages: ['python'],
  modules: [
    'health_check',
    'watchman',
    'fastapi_health',
    'fastapi_healthcheck',
    'fastapi_healthchecks',
    'healthcheck',
    'flask_healthz',
    'django_healthchecks',
  ],
  provides: ['health-check'],
});
