import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'nextjs',
  title: 'Next.js',
  languages: ['typescript', 'javascript'],
  modules: ['next', 'next/server'],
  httpTypes: ['NextResponse#'],
  packages: ['next'],
  types: { NextApiResponse: ['NextApiResponse#{status,setHeader}()'] },
  calls: [
    {
      on: 'NextApiResponse#{json,send,end}',
      is: 'response',
      status: ['chain:status', 'before:status', 'before:statusCode'],
      body: [0],
    },
    {
      on: ['NextResponse.json', 'server.NextResponse.json', 'NextResponse', 'server.NextResponse'],
      is: 'response',
      status: ['status'],
      body: [0],
    },
  ],
  handlerTypes: ['NextRequest#', 'NextApiRequest#', 'NextApiResponse#'],
});
