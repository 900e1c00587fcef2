import { describe, expect, it } from 'vitest';
import type { Sources } from '../../sources.ts';
import { tables } from './route-lines.ts';

describe('functions of the project that register routes', () => {
  it.each<[string, Sources, readonly string[]]>([
    [
      'Express: methods of a base class, with a member that the caller names',
      {
        'src/controller.ts':
          "import { type IRouter, Router } from 'express';\nexport class Controller {\n  app: IRouter;\n  constructor() {\n    this.app = Router();\n  }\n  route(options: Options) {\n    this.app[options.method](options.path, seen, may(options.permission), this.wrap(options.handler.bind(this)));\n  }\n  get(path: string, handler: Handler) {\n    this.route({ method: 'get', path, handler });\n  }\n  use(path: string, router: IRouter) {\n    this.app.use(path, router);\n  }\n  get router() {\n    return this.app;\n  }\n  wrap(handler: Handler) { return handler; }\n}\n",
        'src/orders.ts':
          "import { Controller } from './controller';\nexport class OrderController extends Controller {\n  constructor() {\n    super();\n    this.get('/orders', this.list);\n    this.route({ method: 'post', path: '/orders/:id', handler: this.place, permission: ALL });\n  }\n  list(req, res) {}\n  place(req, res) {}\n}\n",
        'src/server.ts':
          "import express from 'express';\nimport { AllController } from './all';\nconst app = express();\napp.use('/api', new AllController().router);\n",
        'src/all.ts':
          "import { Controller } from './controller';\nimport { OrderController } from './orders';\nexport class AllController extends Controller {\n  constructor() {\n    super();\n    this.use('/shop', new OrderController().router);\n  }\n}\n",
      },
      ['GET /api/shop/orders [seen may] list', 'POST /api/shop/orders/:id [seen may] place'],
    ],
    [
      'Express: a function that takes the app, the rest of a path and a handler',
      {
        'src/server.ts':
          "import express from 'express';\nimport { add } from './add';\nconst app = express();\nadd(app, 'orders', list);\nadd(app, 'users', (req, res) => {});\nfunction list(req, res) {}\n",
        'src/add.ts':
          // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is code
          "import type { Express } from 'express';\nexport function add(app: Express, name: string, handler: Handler) {\n  app.get(`/v1/${name}`, handler);\n  app.get('/about', about);\n}\nfunction about(req, res) {}\n",
      },
      ['GET /about [] about', 'GET /v1/orders [] list', 'GET /v1/users [] =>'],
    ],
    [
      'Flask-RESTful: a class of its own that passes on what it is given',
      {
        'shop/api.py':
          'from flask_restful import Api, Resource\n\n\nclass ShopApi(Api):\n    def add_shop_resource(self, resource, *urls, **kwargs):\n        return self.add_resource(resource, *urls, **kwargs)\n\n\nclass Orders(Resource):\n    def get(self):\n        pass\n\n    def post(self):\n        pass\n\n\napi = ShopApi()\napi.add_shop_resource(Orders, "/api/orders", "/api/all-orders", endpoint="orders")\n',
        'shop/app.py': 'from flask import Flask\nfrom shop.api import api\n\napp = Flask(__name__)\napi.init_app(app)\n',
      },
      ['GET /api/all-orders [] get', 'GET /api/orders [] get', 'POST /api/all-orders [] post', 'POST /api/orders [] post'],
    ],
    [
      'Go: a method of the server',
      {
        'go.mod': 'module shop\n\ngo 1.24\n',
        'main.go':
          'package main\n\nimport "net/http"\n\ntype server struct{ mux *http.ServeMux }\n\nfunc (s *server) handle(pattern string, h http.HandlerFunc) {\n\ts.mux.HandleFunc(pattern, logged(h))\n}\n\nfunc logged(h http.HandlerFunc) http.HandlerFunc { return h }\n\nfunc main() {\n\ts := &server{mux: http.NewServeMux()}\n\ts.handle("GET /orders", list)\n\thttp.ListenAndServe(":80", s.mux)\n}\n\nfunc list(w http.ResponseWriter, r *http.Request) {}\n',
      },
      ['GET /orders [] list'],
    ],
  ])('%s', async (_, sources, expected) => {
    const { routes } = await tables(sources);
    expect(routes.filter((it) => !it.includes('??'))).toEqual(expected);
  });
});
