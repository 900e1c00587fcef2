import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { styleText } from 'node:util';

// `npm run env:create`: makes `.env` from `.env.example` with fresh secrets. Keeps a `.env` that is there.

const example = await readFile('.env.example', 'utf8');
const text = example.replace(/=change-me$/gm, () => `=${randomBytes(32).toString('base64url')}`);
try {
  await writeFile('.env', text, { flag: 'wx', mode: 0o600 });
  process.stdout.write(`${styleText('green', '.env written')}\n`);
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  process.stdout.write('.env is there already\n');
}
