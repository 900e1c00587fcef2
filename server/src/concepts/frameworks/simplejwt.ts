import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'simplejwt',
  title: 'Simple JWT',
  languages: ['python'],
  modules: ['rest_framework_simplejwt'],
  packages: ['djangorestframework-simplejwt'],
  tokenSettings: ['SIMPLE_JWT.ACCESS_TOKEN_LIFETIME'],
});
