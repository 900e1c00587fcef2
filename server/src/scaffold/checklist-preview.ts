import type { Path } from '#base/paths.ts';
import type { Decisions } from '#decisions/decisions.ts';
import { goPackage } from './go-names.ts';
import { createMover } from './moved-files.ts';
import { fulfilments, movesOf, type ProjectPlan } from './plan.ts';
import type { ProjectFiles } from './render.ts';
import { resourceViews } from './view.ts';

/** An item of the two lists that a new project is measured by, with the files that fulfil it. */
export interface ChecklistPromise {
  readonly id: string;
  readonly group: 'backend' | 'integration';
  readonly title: string;
  /** One sentence: why the item is on the list. */
  readonly why: string;
  /** Paths of the rendered project; empty where the item does not apply. */
  readonly files: readonly Path[];
  /** Why the item does not apply to this project. */
  readonly notApplicable?: string;
}

/** All 13 + 8 items in their order. An item that applies and has no file is a gap in the templates, and is shown as such. */
export function checklistPreview(plan: ProjectPlan, files: ProjectFiles): readonly ChecklistPromise[] {
  const promised = fulfilments(plan);
  const views = resourceViews(plan);
  const mover = createMover(movesOf(plan));
  return items.map(({ id, group, title, why, obstacle }) => {
    const notApplicable = obstacle?.(plan.decisions);
    if (notApplicable !== undefined) return { id, group, title, why, files: [], notApplicable };
    const paths = (promised.get(id) ?? []).flatMap((path) =>
      path.includes('{{') ? views.map((view) => named(path, view)) : [path],
    );
    const places = paths.map((path) => mover(path) ?? path);
    return { id, group, title, why, files: [...new Set(places)].filter((path) => files.has(path)) };
  });
}

function named(path: Path, names: object): Path {
  const values = new Map<string, unknown>(Object.entries(names));
  return path.replace(/\{\{(goPackage )?(\w+)\}\}/g, (_, isPackage: string | undefined, key: string) => {
    const value = String(values.get(key));
    return isPackage === undefined ? value : goPackage(value);
  });
}

interface Item {
  readonly id: string;
  readonly group: ChecklistPromise['group'];
  readonly title: string;
  readonly why: string;
  /** Why the item does not apply; undefined where it does. */
  readonly obstacle?: (decisions: Decisions) => string | undefined;
}

const needsSignIn = ({ auth }: Decisions): string | undefined => (auth === 'none' ? 'nobody signs in' : undefined);
const needsFrontend = ({ frontend }: Decisions): string | undefined =>
  frontend === 'none' ? 'there is no front end' : undefined;
const needsFeatures = ({ structure }: Decisions): string | undefined =>
  structure === 'layer-first' ? 'the folders are the layers' : undefined;
const needsToken = (decisions: Decisions): string | undefined => needsFrontend(decisions) ?? needsSignIn(decisions);
const needsRefresh = (decisions: Decisions): string | undefined =>
  needsToken(decisions) ?? (decisions.auth === 'session' ? 'a session is a cookie that lasts by itself' : undefined);

const items: readonly Item[] = [
  backend('feature-first', 'Feature-first structure', 'A change to one feature touches one folder.', needsFeatures),
  backend('config-validated', 'Configuration validated at start', 'A missing variable stops the start, not the first request.'),
  backend('typed-errors', 'Typed error hierarchy', 'A handler can map a class to a status, not a sentence.'),
  backend('global-error-handler', 'Global error handler', 'One place gives every error the same shape and leaks nothing.'),
  backend('structured-logs', 'JSON logs with request id', 'All lines of one request can be found and counted.'),
  backend('migrations', 'Migrations and pooling', 'The schema has a history with a way back, and connections have a limit.'),
  backend('validation', 'Validation on every endpoint', 'What stands behind the handler may trust its input.'),
  backend('authentication', 'Authentication middleware', 'Who is calling is settled before the handler runs.', needsSignIn),
  backend('health', 'Health endpoints', 'An orchestrator restarts and drains only what it can probe.'),
  backend('graceful-shutdown', 'Graceful shutdown', 'A release cuts no request that is running.'),
  backend('cors', 'CORS with explicit origins', 'Only known sites may call the API from a visitor’s browser.'),
  backend('security-headers', 'Security headers', 'Browsers need them to refuse framing, sniffing and downgrade.'),
  backend('env-example', '.env.example without secrets', 'It is the one list of settings that a newcomer reads.'),
  integration('api-client', 'API client', 'Address, token, errors and time limits are handled in one place.'),
  integration('base-url', 'Base URL from the environment', 'The same build step serves every environment.'),
  integration('token-attached', 'Token attached automatically', 'No call can forget it.', needsToken),
  integration(
    'errors-mapped',
    'API errors mapped to messages',
    'People read what they can do, beside the input where it applies.',
  ),
  integration('loading-states', 'Loading states', 'A blank page looks broken.'),
  integration('shared-types', 'Types shared or generated', 'A change of the API shows in the front end when it compiles.'),
  integration('cors-for-frontend', 'CORS for this front end', 'Its origin is allowed, with credentials, and no other is.'),
  integration(
    'token-refresh',
    'Refresh on 401 with httpOnly cookie',
    'Sessions last without a token that scripts can read.',
    needsRefresh,
  ),
];

function backend(id: string, title: string, why: string, obstacle?: Item['obstacle']): Item {
  return { id, group: 'backend', title, why, ...(obstacle !== undefined && { obstacle }) };
}

function integration(id: string, title: string, why: string, obstacle: NonNullable<Item['obstacle']> = needsFrontend): Item {
  return { id, group: 'integration', title, why, obstacle };
}
