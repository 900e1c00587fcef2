import type { Worker } from 'node:worker_threads';

/** What ships in `dist/program.cjs`. Each is loaded when it is asked for. */
export const programs = {
  cli: async (reader?: Worker) => (await import('#cli/main.ts')).main(serve, reader),
  server: serve,
};

export type Programs = typeof programs;

async function serve(): Promise<void> {
  (await import('#lsp/main.ts')).main();
}
