import { pagination, problemDetails, statusCodes } from './api/answers.ts';
import { bearerAuth, openapi, rateLimit, requestIdHeader } from './api/callers.ts';
import { methods, pathCase, pluralNouns } from './api/paths.ts';
import { authentication } from './backend/authentication.ts';
import { configValidated } from './backend/configuration.ts';
import { cors } from './backend/cors.ts';
import { migrationsAndPool } from './backend/database.ts';
import { envExample } from './backend/env-example.ts';
import { globalErrorHandler } from './backend/error-handler.ts';
import { featureFirst } from './backend/feature-first.ts';
import { structuredLogs } from './backend/logs.ts';
import { gracefulShutdown, healthEndpoints, securityHeaders } from './backend/operations.ts';
import { typedErrors } from './backend/typed-errors.ts';
import { validation } from './backend/validation.ts';
import { apiClient, baseUrl } from './frontend/api-client.ts';
import { corsForFrontend } from './frontend/cors-for-frontend.ts';
import { sharedTypes } from './frontend/shared-types.ts';
import { errorsMapped, loadingStates } from './frontend/shown.ts';
import { tokenAttached, tokenRefresh } from './frontend/token.ts';
import type { Look } from './look.ts';
import {
  releaseDependencies,
  releaseEnvironment,
  releaseMigrations,
  releaseReady,
  releaseSecrets,
  releaseTests,
} from './release/gates.ts';
import { entities, foreignKeys, indexes, keys, naming, normalised, notNull, timestamps } from './schema/items.ts';
import { testCi, testCoverage } from './tests/ci.ts';
import { testDatabase, testFactories, testIsolation, testRunner, testSignIn } from './tests/tests.ts';
import type { Verdict } from './verdict.ts';

/** What looks for an item in a unit, by the id of the item. */
export const DETECTORS: Readonly<Record<string, (look: Look) => Verdict>> = {
  'feature-first': featureFirst,
  'config-validated': configValidated,
  'typed-errors': typedErrors,
  'global-error-handler': globalErrorHandler,
  'structured-logs': structuredLogs,
  migrations: migrationsAndPool,
  validation,
  authentication,
  health: healthEndpoints,
  'graceful-shutdown': gracefulShutdown,
  cors,
  'security-headers': securityHeaders,
  'env-example': envExample,
  'api-client': apiClient,
  'base-url': baseUrl,
  'token-attached': tokenAttached,
  'errors-mapped': errorsMapped,
  'loading-states': loadingStates,
  'shared-types': sharedTypes,
  'cors-for-frontend': corsForFrontend,
  'token-refresh': tokenRefresh,
  'plural-nouns': pluralNouns,
  'path-case': pathCase,
  methods,
  'status-codes': statusCodes,
  'problem-details': problemDetails,
  pagination,
  'bearer-auth': bearerAuth,
  'request-id-header': requestIdHeader,
  'rate-limit': rateLimit,
  openapi,
  entities,
  keys,
  'foreign-keys': foreignKeys,
  'not-null': notNull,
  timestamps,
  indexes,
  normalised,
  naming,
  'test-runner': testRunner,
  'test-database': testDatabase,
  'test-isolation': testIsolation,
  'test-factories': testFactories,
  'test-sign-in': testSignIn,
  'test-ci': testCi,
  'test-coverage': testCoverage,
};

/** What looks for an item of the release in all servers together. */
export const PROJECT_DETECTORS: Readonly<Record<string, (servers: readonly Look[]) => Verdict>> = {
  'release-tests': releaseTests,
  'release-ready': releaseReady,
  'release-secrets': releaseSecrets,
  'release-dependencies': releaseDependencies,
  'release-migrations': releaseMigrations,
  'release-environment': releaseEnvironment,
};
