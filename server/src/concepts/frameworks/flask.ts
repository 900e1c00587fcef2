import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'flask',
  title: 'Flask',
  languages: ['python'],
  modules: ['flask', 'flask_restful', 'flask_smorest', 'flask_restx'],
  types: { Flask: [], Blueprint: ['blueprints.Blueprint#', 'Namespace#'] },
  routerTypes: ['Flask', 'Blueprint'],
  bases: { 'views.MethodView': 'controller', 'views.View': 'controller', Resource: 'controller' },
  calls: [
    { on: 'Flask', is: 'server' },
    { on: '{Flask,Blueprint}#route', is: 'route', method: 'ANY', path: 0 },
    { on: '{Flask,Blueprint}#{get,post,put,patch,delete}', is: 'route', method: 'name', path: 0 },
    { on: '{Flask,Blueprint}#add_url_rule', is: 'route', method: 'ANY', path: 0 },
    { on: '{Flask,Blueprint}#register_blueprint', is: 'mount', router: 0 },
    { on: 'Flask#run', is: 'listen' },
  ],
});
