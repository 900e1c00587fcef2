import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-error-handlers',
  title: 'Error handlers for Python servers',
  languages: ['python'],
  modules: [
    'fastapi_problem',
    'fastapi_problem_details',
    'rfc9457',
    'drf_standardized_errors',
    'drf_problems',
    'exceptions_hog',
    'rest_framework_friendly_errors',
    // Their `Api` answers what resources raise as JSON.
    'flask_restx',
    'flask_restplus',
    'flask_restful',
    'flask_smorest',
  ],
  provides: ['error-handler'],
});
