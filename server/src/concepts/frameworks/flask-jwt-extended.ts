import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'flask-jwt-extended',
  title: 'Flask-JWT-Extended',
  languages: ['python'],
  modules: ['flask_jwt_extended'],
  packages: ['Flask-JWT-Extended'],
  calls: [{ on: '{create_access_token,create_refresh_token}', is: 'token-signing', payload: 0, keyword: 'expires_delta' }],
  tokenSettings: ['JWT_ACCESS_TOKEN_EXPIRES'],
});
