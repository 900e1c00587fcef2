import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isInRange } from '#base/version.ts';
import { fittingNode, runsOnNode } from '#host/fitting-node.ts';
import { machineEnvironment } from './environment.ts';

const Manifest = z.object({ engines: z.object({ node: z.string() }) });

/** The version that ran, and the range that it is not in. */
export interface UnfitNode {
  readonly version: string;
  readonly wanted: string;
}

/**
 * What may be behind a command that failed: it runs on a Node.js that `engines.node` in the folder's `package.json` does not allow.
 * Undefined where it does, where the file asks for none or cannot be read, and for other programs.
 */
export async function unfitNode(words: readonly string[], root: string, folder: string): Promise<UnfitNode | undefined> {
  if (!runsOnNode(words[0] ?? '')) return undefined;
  const { onPath, instead } = fittingNode(machineEnvironment());
  const version = instead?.version ?? onPath;
  const wanted = await enginesOf(join(root, folder, 'package.json'));
  if (version === undefined || wanted === undefined || isInRange(version, wanted)) return undefined;
  return { version, wanted };
}

async function enginesOf(file: string): Promise<string | undefined> {
  try {
    return Manifest.safeParse(JSON.parse(await readFile(file, 'utf8'))).data?.engines.node;
  } catch {
    // The program that reads it says what is wrong with it.
    return undefined;
  }
}
