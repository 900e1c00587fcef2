// A made-up shop with layers, imports and findings: the same text on every machine.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Corpus {
  readonly root: string;
  readonly files: number;
  /** The file that is edited, by its number of lines. */
  readonly edited: Readonly<Record<number, string>>;
}

/** Writes a TypeScript service of about `files` files with one file of each of the given lengths. */
export function writeCorpus(root: string, files: number, lengths: readonly number[]): Corpus {
  rmSync(root, { recursive: true, force: true });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write(
    'package.json',
    JSON.stringify({
      name: 'shop',
      private: true,
      type: 'module',
      dependencies: { express: '5', pg: '8', ioredis: '5', zod: '4' },
    }),
  );
  write('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, module: 'nodenext', target: 'es2023' } }));
  write('.env.example', 'DATABASE_URL=postgres://localhost/shop\n');
  write(
    'src/config.ts',
    "import { z } from 'zod';\nexport const config = z.object({ DATABASE_URL: z.string() }).parse(process.env);\n",
  );
  write(
    'src/database.ts',
    "import { Pool } from 'pg';\nimport { config } from './config';\nexport const pool = new Pool({ connectionString: config.DATABASE_URL });\n",
  );
  const features = Math.floor(files / 4);
  for (let n = 0; n < features; n += 1) {
    const name = `feature${n}`;
    const next = `feature${(n + 1) % features}`;
    write(`src/${name}/${name}.repository.ts`, repository(name));
    write(`src/${name}/${name}.service.ts`, service(name, n === features - 1 ? undefined : next));
    write(`src/${name}/${name}.routes.ts`, routes(name));
    write(`src/${name}/${name}.schema.ts`, schema(name));
  }
  const edited: Record<number, string> = {};
  for (const lines of lengths) {
    edited[lines] = `src/long/long${lines}.service.ts`;
    write(edited[lines] ?? '', longService(lines));
  }
  return { root, files: features * 4 + lengths.length + 2, edited };
}

function repository(name: string): string {
  return `import { pool } from '../database';\n\nexport class ${name}Repository {\n  async byId(id: string): Promise<unknown> {\n    const result = await pool.query('SELECT * FROM ${name} WHERE id = $1', [id]);\n    return result.rows[0];\n  }\n\n  async save(id: string, total: number): Promise<void> {\n    await pool.query('UPDATE ${name} SET total = $1 WHERE id = $2', [total, id]);\n  }\n}\n`;
}

function service(name: string, next: string | undefined): string {
  const imports = next === undefined ? '' : `import { ${next}Service } from '../${next}/${next}.service';\n`;
  const field = next === undefined ? '' : `  readonly ${next} = new ${next}Service();\n`;
  return `import { ${name}Repository } from './${name}.repository';\n${imports}\nexport class ${name}Service {\n  private readonly items = new ${name}Repository();\n${field}\n  async total(ids: readonly string[]): Promise<number> {\n    let sum = 0;\n    for (const id of ids) {\n      const item = await this.items.byId(id);\n      if (item) sum += 1;\n    }\n    return sum;\n  }\n}\n`;
}

function routes(name: string): string {
  return `import { Router } from 'express';\nimport { ${name}Service } from './${name}.service';\n\nconst service = new ${name}Service();\nexport const router = Router();\n\nrouter.get('/${name}', async (req, res) => {\n  res.json({ total: await service.total(String(req.query['ids']).split(',')) });\n});\n`;
}

function schema(name: string): string {
  return `import { z } from 'zod';\n\nexport const ${name}Schema = z.object({\n  id: z.string(),\n  name: z.string().min(1),\n  total: z.number(),\n});\nexport type ${name} = z.infer<typeof ${name}Schema>;\n`;
}

/** Ten lines a function; the last ones hold findings, so that a line put in at the top moves them. */
function longService(lines: number): string {
  const functions = Array.from(
    { length: Math.floor((lines - 24) / 10) },
    (_, n) =>
      `export function price${n}(amount: number, rate: number): number {\n  const base = amount * rate;\n  const discount = base > 100 ? 0.9 : 1;\n  if (discount < 1) {\n    return base * discount;\n  }\n  const parts = [base, rate, amount].map((it) => it * ${n});\n  return parts.reduce((sum, it) => sum + it, 0);\n}\n`,
  );
  return `import { pool } from '../database';\nimport { config } from '../config';\n\nexport function first(): string {\n  return config.DATABASE_URL;\n}\n\n${functions.join('\n')}\nexport async function last(ids: string[]): Promise<void> {\n  for (const id of ids) {\n    await pool.query('SELECT 1 FROM orders WHERE id = $1', [id]);\n  }\n  const key = process.env.STRIPE_KEY;\n  try {\n    await pool.query('DELETE FROM orders WHERE key = $1', [key]);\n  } catch {}\n}\n`;
}
