import { provesRoutes } from './route-lines.ts';

provesRoutes('trpc', [
  {
    name: 'procedures without a path',
    sources: {
      'src/trpc.ts':
        "import { initTRPC } from '@trpc/server';\nconst t = initTRPC.create();\nexport const router = t.router;\nexport const publicProcedure = t.procedure;\n",
      'src/orders.ts':
        "import { publicProcedure, router } from './trpc';\nexport const orders = router({\n  list: publicProcedure.query(() => []),\n  place: publicProcedure.input(order).mutation(() => ({})),\n});\n",
    },
    routes: ['GET ??/ [..] =>', 'POST ??/ [..] =>'],
  },
]);
