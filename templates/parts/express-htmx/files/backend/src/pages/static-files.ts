import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

const folder = new URL('../../static/', import.meta.url);

/** Differs when one of the files does, so that browsers may keep what they have for ever. */
const version = versionOf(folder);

/** The address of a file in `static/`. */
export function asset(name: string): string {
  return `/_static/${version}/${name}`;
}

/** Serves `static/` below `/_static/:version`. */
export function createStaticFiles(): RequestHandler {
  return express.static(fileURLToPath(folder), { immutable: true, maxAge: '1y', index: false, redirect: false });
}

function versionOf(url: URL): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(url).toSorted()) hash.update(readFileSync(new URL(name, url)));
  return hash.digest('hex').slice(0, 12);
}
