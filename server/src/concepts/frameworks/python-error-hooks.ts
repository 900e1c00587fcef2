import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-error-hooks',
  title: 'Error handlers of FastAPI, Flask and Django Ninja',
  languages: ['python'],
  modules: ['fastapi', 'starlette', 'flask', 'flask_smorest', 'flask_restx', 'flask_restful', 'ninja'],
  calls: [
    {
      on: [
        'FastAPI#{exception_handler,add_exception_handler}',
        '{Flask,Blueprint}#{errorhandler,app_errorhandler,register_error_handler,handle_http_exception,handle_user_exception}',
        'Api#{errorhandler,handle_error}',
        'NinjaRouter#exception_handler',
      ],
      is: 'safeguard',
      what: 'error-handler',
    },
  ],
});
