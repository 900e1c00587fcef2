// `npm run test:stacks`: the matrix of stacks, from a fresh clone too.
import { runWithDependencies } from './setup.mjs';

process.exitCode = await runWithDependencies('../test/stacks/run.ts', process.argv.slice(2));
