import { provesRoutes } from './route-lines.ts';

provesRoutes('flask', [
  {
    name: 'blueprints in a factory',
    sources: {
      'shop/__init__.py':
        'from flask import Flask\nfrom .orders import bp\nfrom .users import users\n\n\ndef create_app():\n    app = Flask(__name__)\n    app.register_blueprint(bp, url_prefix="/api/orders")\n    register(app)\n    return app\n\n\ndef register(app):\n    app.register_blueprint(users)\n',
      'shop/orders.py':
        'from flask import Blueprint\n\nbp = Blueprint("orders", __name__, url_prefix="/replaced")\n\n\n@bp.route("/", methods=["GET", "POST"])\n@login_required\ndef index():\n    return []\n\n\n@bp.delete("/<uuid:id>")\ndef remove(id):\n    return ""\n',
      'shop/users.py':
        'from flask import Blueprint\nfrom flask.views import MethodView\n\nusers = Blueprint("users", __name__, url_prefix="/users")\n\n\nclass Users(MethodView):\n    def get(self):\n        return []\n\n    def post(self):\n        return {}\n\n\nusers.add_url_rule("/", view_func=Users.as_view("users"))\n',
    },
    routes: [
      'GET /api/orders [login_required:auth] index',
      'POST /api/orders [login_required:auth] index',
      'DELETE /api/orders/:id [] remove',
      'GET /users [] get',
      'POST /users [] post',
    ],
  },
  {
    name: 'resources of Flask-RESTful and Flask-RESTX',
    sources: {
      'app.py':
        'from flask import Flask\nfrom flask_restful import Api, Resource\n\napp = Flask(__name__)\napi = Api(app, prefix="/api")\n\n\nclass Order(Resource):\n    def get(self, id):\n        return {}\n\n\napi.add_resource(Order, "/orders/<int:id>", "/o/<int:id>")\n',
      'other.py':
        'from flask import Flask\nfrom flask_restx import Api, Namespace, Resource\n\nns = Namespace("users")\n\n\n@ns.route("/<id>")\nclass User(Resource):\n    def put(self, id):\n        return {}\n\n\napp = Flask(__name__)\napi = Api(app)\napi.add_namespace(ns)\n',
    },
    routes: ['GET /api/orders/:id [] get', 'GET /api/o/:id [] get', 'PUT /users/:id [] put'],
  },
]);
