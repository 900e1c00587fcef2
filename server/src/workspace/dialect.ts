import { foldersUp, type Path } from '#base/paths.ts';
import type { Workspace } from './workspace.ts';

const POSTGRES =
  /^(pg|postgres|pg-promise|@neondatabase\/serverless|@vercel\/postgres|psycopg|psycopg2|psycopg2-binary|psycopg-binary|asyncpg|github\.com\/lib\/pq|github\.com\/jackc\/pgx(\/v\d+)?|gorm\.io\/driver\/postgres)$/;
const OTHER =
  /^(mysql2?|better-sqlite3|sqlite3|mysqlclient|pymysql|aiosqlite|github\.com\/go-sql-driver\/mysql|github\.com\/mattn\/go-sqlite3|modernc\.org\/sqlite|gorm\.io\/driver\/(mysql|sqlite))$/;

/** Tells whether the SQL of a path is PostgreSQL's for certain: by the configuration, its folder, the Prisma schema, or the only driver of the unit. */
export function isPostgres(workspace: Workspace, path: Path): boolean {
  const declared = workspace.configuration.migrations.dialect;
  if (declared !== undefined) return declared === 'postgres';
  if (/(^|\/)(postgres|postgresql|pg)(\/|$)/i.test(path)) return true;
  if (/(^|\/)(mysql|sqlite3?|mariadb|clickhouse|mssql)(\/|$)/i.test(path)) return false;
  for (const folder of foldersUp(path)) {
    const schema = workspace.files.get(folder === '' ? 'schema.prisma' : `${folder}/schema.prisma`)?.facts;
    if (schema?.kind === 'prisma-schema') return schema.provider === 'postgresql' || schema.provider === 'cockroachdb';
  }
  const dependencies = [...workspace.unitOf(path).dependencies];
  return dependencies.some((it) => POSTGRES.test(it)) && !dependencies.some((it) => OTHER.test(it));
}
