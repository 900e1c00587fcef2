import type { Path } from '#base/paths.ts';
import type { LiftedFile } from '#concepts/lifted-file.ts';
import type { Unit } from './units.ts';

/** Where a file's code runs; unknown where a unit holds both sides and the file does not say. */
export type Runtime = 'server' | 'browser' | 'unknown';

const BROWSER_PACKAGES =
  /^(react|react-dom|vue|vue-router|pinia|svelte|preact|@angular\/|react-router|redux|@reduxjs\/|zustand|@tanstack\/react|swr$|next\/(link|router|image|navigation))/;
const SERVER_PACKAGES =
  /^(express|fastify|koa|@nestjs\/|fs|path|crypto|http|net|child_process|pg|mysql2?|mongoose|mongodb|@prisma\/client|next\/(server|headers)|server-only)(\/|$)/;
const BROWSER_FOLDER = /(^|\/)(client|frontend|web|webapp|ui|components|pages|views|hooks|composables|stores?)\//;
const SERVER_FOLDER = /(^|\/)(server|backend|api)\//;

export function runtimeOf(file: LiftedFile, unit: Unit): Runtime {
  const { facts } = file;
  if (facts.kind !== 'code') return 'unknown';
  if (facts.language === 'python' || facts.language === 'go') return 'server';
  if (facts.prologue.includes('use client')) return 'browser';
  if (facts.prologue.includes('use server')) return 'server';
  if (unit.kind === 'server') return facts.hasMarkup && facts.container ? 'browser' : 'server';
  if (unit.kind === 'frontend') return 'browser';
  const modules = facts.imports.filter((it) => !it.isTypeOnly).map((it) => it.module.replace(/^node:/, ''));
  if (modules.some((it) => SERVER_PACKAGES.test(it))) return 'server';
  if (isNextServerFile(file.path)) return 'server';
  // Next.js renders components on the server unless they say otherwise.
  if (unit.dependencies.has('next')) return 'unknown';
  if (modules.some((it) => BROWSER_PACKAGES.test(it)) || facts.container) return 'browser';
  const inside = unit.folder === '' ? file.path : file.path.slice(unit.folder.length + 1);
  if (SERVER_FOLDER.test(inside)) return 'server';
  return BROWSER_FOLDER.test(inside) || facts.hasMarkup ? 'browser' : 'unknown';
}

function isNextServerFile(path: Path): boolean {
  return /(^|\/)(app\/.*\/?route|middleware|proxy|instrumentation)\.[jt]s$|(^|\/)pages\/api\//.test(path);
}
