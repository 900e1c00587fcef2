import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'flask',
  title: 'Flask',
  languages: ['python'],
  modules: ['flask', 'flask_restful', 'flask_smorest', 'flask_restx'],
  inputs: { 'request.{json,form,data,values}': 'body', 'request.args': 'query', 'request.view_args': 'params' },
  types: { Flask: [], Blueprint: ['blueprints.Blueprint#', 'Namespace#'] },
  routerTypes: ['Flask', 'Blueprint'],
  returnedAnswer: 'body-status',
  bases: { 'views.MethodView': 'controller', 'views.View': 'controller', Resource: 'controller' },
  calls: [
    { on: 'jsonify', is: 'response', status: ['tuple:1', 'before:status_code'], body: ['from:0', 'error', 'message'] },
    {
      on: ['abort', 'Namespace#abort', 'Api#abort'],
      is: 'response',
      status: [0],
      body: ['description', 'message', 1],
      isRaised: true,
    },
    { on: 'make_response', is: 'response', status: [1, 'tuple:1'], body: [0] },
    { on: ['Response', 'wrappers.Response'], is: 'response', status: ['status', 1], body: ['response', 0] },
    { on: 'Flask', is: 'server' },
    { on: '{Flask,Blueprint}#route', is: 'route', method: 'ANY', path: 0 },
    { on: '{Flask,Blueprint}#{get,post,put,patch,delete}', is: 'route', method: 'name', path: 0 },
    { on: '{Flask,Blueprint}#add_url_rule', is: 'route', method: 'ANY', path: 0 },
    { on: '{Flask,Blueprint}#register_blueprint', is: 'mount', router: 0 },
    { on: 'Flask#run', is: 'listen' },
    {
      on: [
        'Flask#logger.{debug,info,warning,error,exception,critical}',
        'current_app.logger.{debug,info,warning,error,exception,critical}',
      ],
      is: 'log',
      level: 'name',
    },
  ],
});
