import { provesRoutes } from './route-lines.ts';

provesRoutes('nextjs', [
  {
    name: 'route files of the app folder',
    sources: {
      'package.json': '{ "dependencies": { "next": "16" } }',
      'next.config.mjs':
        "const config = { basePath: '/shop', async rewrites() { return [{ source: '/old/:path*', destination: 'https://old.example/:path*' }]; } };\nexport default config;\n",
      'src/app/api/(admin)/orders/[id]/route.ts':
        'export async function GET() {}\nexport const DELETE = withAuth(async () => {});\n',
      'src/app/files/[...path]/route.ts': 'export function GET() {}\n',
    },
    routes: [
      'GET /shop/api/orders/:id [..] GET',
      'DELETE /shop/api/orders/:id [withAuth:auth ..] =>',
      'GET /shop/files/** [..] GET',
    ],
    openings: ['proxy /old', 'catch-all /shop/files'],
  },
  {
    name: 'pages/api',
    sources: {
      'package.json': '{ "dependencies": { "next": "14" } }',
      'pages/api/orders/index.ts': 'export default function handler(req, res) {}\n',
      'pages/api/orders/[id].ts': 'export default async (req, res) => {};\n',
      'pages/orders.tsx': 'export default function Page() { return <p />; }\n',
    },
    routes: ['ANY /api/orders/:id [..] =>', 'ANY /api/orders [..] handler'],
  },
]);
