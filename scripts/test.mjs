// `npm test`: every test that is not slow, from a fresh clone too. `npm run test:slow`: the rest.
import { runWithDependencies } from './setup.mjs';

process.exitCode = await runWithDependencies('run-tests.ts', process.argv.slice(2));
