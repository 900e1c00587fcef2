import { failure, type Result, success } from '#base/result.ts';
import { nameTrouble } from './name-trouble.ts';

/** Longest accepted project name; npm allows 214, container images and host names 63. */
export const maxProjectNameLength = 60;

/**
 * Checks a project name. It becomes a folder, an npm and a Python package and a container image, so it is written in lower case
 * letters, digits and single hyphens and starts with a letter.
 */
export function parseProjectName(given: string): Result<string> {
  const trouble = nameTrouble(given, 'project name', maxProjectNameLength) ?? formTrouble(given) ?? reservedTrouble(given);
  return trouble === undefined ? success(given) : failure({ path: ['name'], message: trouble });
}

/** The nearest valid project name to any text, for a default answer; `app` when nothing of it can be used. */
export function suggestProjectName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, maxProjectNameLength)
    .replace(/-+$/, '');
  return parseProjectName(name).ok ? name : 'app';
}

function formTrouble(given: string): string | undefined {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(given)) return undefined;
  return `the project name '${given}' must be lower-case words joined by single hyphens, such as '${suggestProjectName(given)}'`;
}

function reservedTrouble(given: string): string | undefined {
  if (windowsDevices.has(given)) return `the project name '${given}' is a device name on Windows`;
  return takenNames.has(given) ? `the project name '${given}' is taken by a tool that the project uses` : undefined;
}

// Microsoft, "Naming Files, Paths, and Namespaces", section Naming Conventions.
const windowsDevices: ReadonlySet<string> = new Set(
  ['con', 'prn', 'aux', 'nul'].concat(...[...'0123456789'].map((digit) => [`com${digit}`, `lpt${digit}`])),
);

// Refused by npm, or the name of a package that the project itself imports (a package cannot depend on its own name).
const takenNames: ReadonlySet<string> = new Set(
  `node-modules test tests dist build src templates backend frontend express fastify fastify-plugin react vue next vite vitest zod pino kysely jose helmet
  cors typescript django fastapi uvicorn sqlalchemy alembic pytest structlog celery redis`.split(/\s+/),
);
