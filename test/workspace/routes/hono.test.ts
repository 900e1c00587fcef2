import { provesRoutes } from './route-lines.ts';

provesRoutes('hono', [
  {
    name: 'applications below applications',
    sources: {
      'src/index.ts':
        "import { Hono } from 'hono';\nimport { jwt } from 'hono/jwt';\nimport orders from './orders';\nconst app = new Hono().basePath('/api');\napp.use('/orders/*', jwt({ secret }));\napp.route('/orders', orders);\napp.get('/health', (c) => c.text('well'));\nexport default app;\n",
      'src/orders.ts':
        "import { Hono } from 'hono';\nconst app = new Hono()\n  .get('/', (c) => c.json([]))\n  .post('/:id', validate, (c) => c.json({}));\nexport default app;\n",
    },
    routes: ['GET /api/orders [jwt:auth] =>', 'POST /api/orders/:id [jwt:auth validate:validation] =>', 'GET /api/health [] =>'],
  },
  {
    name: 'several methods at once',
    sources: {
      'index.ts': "import { Hono } from 'hono';\nconst app = new Hono();\napp.on(['PUT', 'PATCH'], '/a', (c) => c.body(null));\n",
    },
    routes: ['PUT /a [] =>', 'PATCH /a [] =>'],
  },
]);
