import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'flask-cors',
  title: 'Flask-CORS',
  languages: ['python'],
  modules: ['flask_cors'],
  packages: ['flask-cors'],
  calls: [
    {
      on: ['CORS', 'CORS#init_app', 'cross_origin', 'decorator.cross_origin', 'extension.CORS'],
      is: 'cors',
      options: 'keywords',
      origins: ['origins'],
      credentials: 'supports_credentials',
      byDefault: 'wildcard',
      reflectsWithCredentials: true,
      isRegistration: true,
    },
  ],
});
