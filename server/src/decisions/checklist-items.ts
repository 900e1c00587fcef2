import type { Decisions } from './decisions.ts';

// What a production service needs: the checklists for a new back end and for a front end that joins it. The parts of the templates
// say by these ids which of their files fulfil which item.

export type ChecklistGroup = 'backend' | 'integration';

export interface ChecklistItem {
  readonly id: string;
  readonly group: ChecklistGroup;
  readonly title: string;
  /** One sentence: why it is on the list. */
  readonly why: string;
  /** Why the item does not apply to a project with these decisions; undefined when it does. */
  readonly obstacle?: (decisions: Decisions) => string | undefined;
}

export const checklistItems: readonly ChecklistItem[] = [
  {
    id: 'feature-first-structure',
    group: 'backend',
    title: 'Feature-first structure',
    why: 'What changes together lies in one folder.',
    obstacle: ({ structure }) => (structure === 'feature-first' ? undefined : 'The source is cut by layers, as decided.'),
  },
  {
    id: 'validated-configuration',
    group: 'backend',
    title: 'Configuration validated at start',
    why: 'A missing variable stops the start, not the first customer.',
  },
  {
    id: 'typed-errors',
    group: 'backend',
    title: 'Typed error hierarchy',
    why: 'The code says what failed; the caller gets the status that belongs to it.',
  },
  {
    id: 'global-error-handler',
    group: 'backend',
    title: 'One global error handler',
    why: 'Every error leaves in the same form, and none leaks a stack or a query.',
  },
  {
    id: 'structured-logging',
    group: 'backend',
    title: 'Structured logs with the request id',
    why: 'One id finds every line of one request.',
  },
  {
    id: 'migrations-and-pooling',
    group: 'backend',
    title: 'Migrations and connection pooling',
    why: 'The schema has a history that can go back, and connections are shared and limited.',
  },
  {
    id: 'endpoint-validation',
    group: 'backend',
    title: 'Validation on every endpoint',
    why: 'What comes from outside is checked once, at the border.',
  },
  {
    id: 'authentication-middleware',
    group: 'backend',
    title: 'Authentication middleware',
    why: 'A route is closed unless it is opened on purpose.',
    obstacle: ({ auth }) => (auth === 'none' ? noAuthentication : undefined),
  },
  {
    id: 'health-endpoints',
    group: 'backend',
    title: 'Health and readiness endpoints',
    why: 'The platform learns whether the process lives and whether it can serve.',
  },
  {
    id: 'graceful-shutdown',
    group: 'backend',
    title: 'Graceful shutdown on SIGTERM',
    why: 'A release breaks no request that is under way.',
  },
  {
    id: 'explicit-cors',
    group: 'backend',
    title: 'CORS with explicit origins',
    why: 'Only the pages that you name may call with the person’s cookies.',
  },
  {
    id: 'security-headers',
    group: 'backend',
    title: 'Security headers',
    why: 'Browsers close whole classes of attacks when they are asked to.',
  },
  {
    id: 'env-example',
    group: 'backend',
    title: '.env.example without secrets',
    why: 'A new colleague sees every variable, and no secret is in the history.',
  },
  {
    id: 'api-client',
    group: 'integration',
    title: 'One API client',
    why: 'Addresses, headers and retries stand in one module.',
    obstacle: applicationObstacle,
  },
  {
    id: 'base-url-from-environment',
    group: 'integration',
    title: 'Base URL from the environment',
    why: 'The same build runs against every environment.',
    obstacle: applicationObstacle,
  },
  {
    id: 'token-attached',
    group: 'integration',
    title: 'Token attached by the client',
    why: 'No screen can forget it, and none can leak it.',
    obstacle: tokenObstacle,
  },
  {
    id: 'errors-mapped',
    group: 'integration',
    title: 'API errors mapped to messages',
    why: 'People read what they can do, beside the field that caused it.',
    obstacle: frontendObstacle,
  },
  {
    id: 'loading-states',
    group: 'integration',
    title: 'Loading states',
    why: 'A slow answer looks slow, not broken.',
    obstacle: frontendObstacle,
  },
  {
    id: 'shared-types',
    group: 'integration',
    title: 'Types shared or generated',
    why: 'A change of the API breaks the build, not the page.',
    obstacle: applicationObstacle,
  },
  {
    id: 'frontend-origin-allowed',
    group: 'integration',
    title: 'The front end’s origin is allowed by name',
    why: 'The page can call the API, and no other page can.',
    obstacle: applicationObstacle,
  },
  {
    id: 'refresh-on-401',
    group: 'integration',
    title: 'Refresh on 401 with an httpOnly cookie',
    why: 'People stay signed in, and no script can read what keeps them so.',
    obstacle: tokenObstacle,
  },
];

const noAuthentication = 'There is no authentication in this project.';

function frontendObstacle({ frontend }: Decisions): string | undefined {
  return frontend === 'none' ? 'There is no front end in this project.' : undefined;
}

function applicationObstacle(decisions: Decisions): string | undefined {
  return decisions.frontend === 'htmx' ? 'The back end renders the pages, so nothing calls an API.' : frontendObstacle(decisions);
}

function tokenObstacle(decisions: Decisions): string | undefined {
  const obstacle = applicationObstacle(decisions);
  if (obstacle !== undefined) return obstacle;
  if (decisions.auth === 'none') return noAuthentication;
  return decisions.auth === 'jwt' ? undefined : 'Sign-in is kept by a cookie or a provider, so the client holds no token.';
}
