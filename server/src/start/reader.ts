import { parentPort } from 'node:worker_threads';
import { readAhead } from '#host/read-ahead.ts';

// One folder, and the thread is over.
parentPort?.once('message', (root: string) => readAhead(root, (reading) => parentPort?.postMessage(reading)));
