import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'django-rest-framework',
  title: 'Django REST framework',
  languages: ['python'],
  modules: ['rest_framework', 'ninja'],
  packages: ['djangorestframework', 'django-ninja'],
  types: { NinjaRouter: ['Router#', 'NinjaAPI#'] },
  bases: {
    'views.APIView': 'controller',
    'viewsets.*': 'controller',
    'generics.*': 'controller',
    'mixins.*': 'controller',
    'serializers.*': 'dto',
  },
  decorators: { 'decorators.api_view': 'controller' },
  handlerTypes: ['request.Request#'],
  routeDecorators: [
    { on: 'decorators.api_view', method: 'ANY', path: 9 },
    { on: 'decorators.action', method: 'ANY', path: 9 },
  ],
  calls: [{ on: 'NinjaRouter#{get,post,put,patch,delete}', is: 'route', method: 'name', path: 0 }],
});
