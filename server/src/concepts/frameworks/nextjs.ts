import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'nextjs',
  title: 'Next.js',
  languages: ['typescript', 'javascript'],
  modules: ['next', 'next/server'],
  packages: ['next'],
  handlerTypes: ['NextRequest#', 'NextApiRequest#', 'NextApiResponse#'],
});
