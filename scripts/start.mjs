// `npm start [-- PATH] [--no-open]`: opens Tiebeam on a folder in a VS Code, from a fresh clone too.
import { runWithDependencies } from './setup.mjs';

process.exitCode = await runWithDependencies('open.ts', process.argv.slice(2));
