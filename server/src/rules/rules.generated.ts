// Written by scripts/generate.ts from the files of rules/.
import apiMissingPagination from './api/missing-pagination.ts';
import apiUnvalidatedInput from './api/unvalidated-input.ts';
import authTokenInWebStorage from './auth/token-in-web-storage.ts';
import authUnboundedTokenLifetime from './auth/unbounded-token-lifetime.ts';
import authWrongMiddlewareOrder from './auth/wrong-middleware-order.ts';
import boundaryRawErrorShown from './boundary/raw-error-shown.ts';
import cacheMissingTtl from './cache/missing-ttl.ts';
import clientHardcodedApiUrl from './client/hardcoded-api-url.ts';
import clientUncheckedResponse from './client/unchecked-response.ts';
import configEnvExampleDrift from './config/env-example-drift.ts';
import configEnvFileExposed from './config/env-file-exposed.ts';
import configEnvReadOutsideConfig from './config/env-read-outside-config.ts';
import configHardcodedSecret from './config/hardcoded-secret.ts';
import configHardcodedServiceUrl from './config/hardcoded-service-url.ts';
import configSecretFallbackLiteral from './config/secret-fallback-literal.ts';
import configUnvalidatedEnv from './config/unvalidated-env.ts';
import contractCorsOriginMissing from './contract/cors-origin-missing.ts';
import contractEnvVarNotPublic from './contract/env-var-not-public.ts';
import contractMethodMismatch from './contract/method-mismatch.ts';
import contractUnknownEndpoint from './contract/unknown-endpoint.ts';
import dbMissingTransaction from './db/missing-transaction.ts';
import dbNPlusOneQuery from './db/n-plus-one-query.ts';
import dbStringBuiltSql from './db/string-built-sql.ts';
import envSecretWithPublicPrefix from './env/secret-with-public-prefix.ts';
import errorsGenericErrorThrown from './errors/generic-error-thrown.ts';
import errorsInternalErrorExposed from './errors/internal-error-exposed.ts';
import errorsMissingGlobalHandler from './errors/missing-global-handler.ts';
import errorsSwallowedError from './errors/swallowed-error.ts';
import errorsUnhandledAsyncHandler from './errors/unhandled-async-handler.ts';
import loggingMissingRequestId from './logging/missing-request-id.ts';
import loggingSensitiveDataLogged from './logging/sensitive-data-logged.ts';
import loggingUnstructuredPrint from './logging/unstructured-print.ts';
import metaBareSuppression from './meta/bare-suppression.ts';
import metaUnusedSuppression from './meta/unused-suppression.ts';
import prodMissingGracefulShutdown from './prod/missing-graceful-shutdown.ts';
import prodMissingHealthCheck from './prod/missing-health-check.ts';
import prodMissingSecurityHeaders from './prod/missing-security-headers.ts';
import prodMissingTimeout from './prod/missing-timeout.ts';
import prodWildcardCors from './prod/wildcard-cors.ts';
import schemaDestructiveMigration from './schema/destructive-migration.ts';
import schemaNonConcurrentIndex from './schema/non-concurrent-index.ts';
import structureCircularDependency from './structure/circular-dependency.ts';
import structureDbCallOutsideRepository from './structure/db-call-outside-repository.ts';
import structureHttpTypesInInnerLayer from './structure/http-types-in-inner-layer.ts';
import structureLayerImportViolation from './structure/layer-import-violation.ts';
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [
  apiMissingPagination,
  apiUnvalidatedInput,
  authTokenInWebStorage,
  authUnboundedTokenLifetime,
  authWrongMiddlewareOrder,
  boundaryRawErrorShown,
  cacheMissingTtl,
  clientHardcodedApiUrl,
  clientUncheckedResponse,
  configEnvExampleDrift,
  configEnvFileExposed,
  configEnvReadOutsideConfig,
  configHardcodedSecret,
  configHardcodedServiceUrl,
  configSecretFallbackLiteral,
  configUnvalidatedEnv,
  contractCorsOriginMissing,
  contractEnvVarNotPublic,
  contractMethodMismatch,
  contractUnknownEndpoint,
  dbMissingTransaction,
  dbNPlusOneQuery,
  dbStringBuiltSql,
  envSecretWithPublicPrefix,
  errorsGenericErrorThrown,
  errorsInternalErrorExposed,
  errorsMissingGlobalHandler,
  errorsSwallowedError,
  errorsUnhandledAsyncHandler,
  loggingMissingRequestId,
  loggingSensitiveDataLogged,
  loggingUnstructuredPrint,
  metaBareSuppression,
  metaUnusedSuppression,
  prodMissingGracefulShutdown,
  prodMissingHealthCheck,
  prodMissingSecurityHeaders,
  prodMissingTimeout,
  prodWildcardCors,
  schemaDestructiveMigration,
  schemaNonConcurrentIndex,
  structureCircularDependency,
  structureDbCallOutsideRepository,
  structureHttpTypesInInnerLayer,
  structureLayerImportViolation,
];
