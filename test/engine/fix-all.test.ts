// Many fixes at once: in rounds, each tried as a whole.
import { describe, expect, it } from 'vitest';
import type { FixedTexts, FixSelection } from '#engine/fix-all.ts';
import { projectOf, type Sources } from '../sources.ts';

const PACKAGE = '{ "private": true, "dependencies": { "express": "5.0.0", "zod": "4.0.0", "ioredis": "5.0.0" } }\n';
const CONFIG =
  "import { z } from 'zod';\n\nexport const config = z\n  .object({\n    DATABASE_URL: z.string().min(1),\n  })\n  .parse(process.env);\n";
const MAIN = "import express from 'express';\n\nexpress().listen(3000);\n";
const reading = (...names: string[]): string =>
  `${names.map((it, at) => `export const value${at} = process.env.${it};`).join('\n')}\n`;

async function fixed(
  sources: Sources,
  selection: FixSelection,
): Promise<FixedTexts & { readonly after: Record<string, string> }> {
  const { project, crashes } = await projectOf(sources);
  project.check();
  const steps = project.fixAll(selection);
  for (let step = steps.next(); ; step = steps.next()) {
    if (!step.done) continue;
    expect(crashes).toEqual([]);
    return { ...step.value, after: Object.fromEntries([...step.value.files].map(([path, { after }]) => [path, after])) };
  }
}

const moves: FixSelection = { wants: ({ rule }, { id }) => rule === 'config/env-read-outside-config' && id === 'move-to-config' };

describe('fixing many findings', () => {
  it('adds each entry and each import once, however many places read the variable', async () => {
    const { after, applied, left } = await fixed(
      {
        'package.json': PACKAGE,
        'src/main.ts': MAIN,
        '.env.example': 'DATABASE_URL=x\n',
        'src/config.ts': CONFIG,
        'src/mail/mail.service.ts': reading('MAIL_FROM', 'MAIL_TO'),
        'src/orders/orders.service.ts': reading('MAIL_FROM', 'SHOP_NAME'),
      },
      moves,
    );
    expect(applied).toHaveLength(4);
    expect(left).toBe(0);
    expect(after['src/config.ts']?.match(/^ {4}\w+: /gm)).toEqual([
      '    DATABASE_URL: ',
      '    MAIL_FROM: ',
      '    MAIL_TO: ',
      '    SHOP_NAME: ',
    ]);
    expect(after['.env.example']).toBe('DATABASE_URL=x\nMAIL_FROM=\nMAIL_TO=\nSHOP_NAME=\n');
    expect(after['src/mail/mail.service.ts']).toBe(
      "import { config } from '../config';\n\nexport const value0 = config.MAIL_FROM;\nexport const value1 = config.MAIL_TO;\n",
    );
  });

  it('creates the module in one round and adds to it in the next', async () => {
    const { files, applied } = await fixed(
      {
        'package.json': PACKAGE,
        'src/main.ts': MAIN,
        'src/mail.service.ts': reading('MAIL_FROM'),
        'src/orders.service.ts': reading('SHOP_NAME'),
      },
      moves,
    );
    expect(applied).toHaveLength(2);
    expect(files.get('src/config.ts')?.before).toBeUndefined();
    expect(files.get('src/config.ts')?.after).toMatch(/MAIL_FROM[\s\S]*SHOP_NAME/);
    expect(files.get('.env.example')?.after).toBe('MAIL_FROM=\nSHOP_NAME=\n');
  });

  it('keeps to one file where that is asked for', async () => {
    const cache =
      "import Redis from 'ioredis';\nconst redis = new Redis();\nexport const keep = (price: string) => redis.set('price', price);\n";
    const sources = {
      'package.json': PACKAGE,
      'src/main.ts': MAIN,
      'src/a.ts': cache,
      'src/b.ts': cache,
      'src/mail.ts': reading('MAIL_FROM'),
    };
    const { files } = await fixed(sources, { wants: () => true, within: 'src/a.ts' });
    expect([...files.keys()]).toEqual(['src/a.ts']);
  });

  it('counts what could not be fixed, and leaves it as it is', async () => {
    const merge = `${reading('MAIL_FROM')}<<<<<<< ours\n=======\n>>>>>>> theirs\n`;
    const { files, applied, left } = await fixed(
      { 'package.json': PACKAGE, 'src/main.ts': MAIN, 'src/config.ts': CONFIG, 'src/mail.service.ts': merge },
      moves,
    );
    expect(applied).toEqual([]);
    expect(left).toBe(1);
    expect(files.size).toBe(0);
  });

  it('stops between two rounds where nobody asks for the next', async () => {
    const { project } = await projectOf({
      'package.json': PACKAGE,
      'src/main.ts': MAIN,
      'src/mail.service.ts': reading('MAIL_FROM'),
    });
    project.check();
    const before = project.workspace;
    const steps = project.fixAll(moves);
    expect(steps.next()).toEqual({ done: false, value: 0 });
    steps.return({ files: new Map(), applied: [], left: 0 });
    expect(project.workspace).toBe(before);
    expect(project.check()?.work).toMatchObject({ lifted: 0 });
  });
});
