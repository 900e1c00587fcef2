// Written by scripts/generate.ts from the files of rules/.
import authTokenInWebStorage from './auth/token-in-web-storage.ts';
import authWrongMiddlewareOrder from './auth/wrong-middleware-order.ts';
import cacheMissingTtl from './cache/missing-ttl.ts';
import configEnvExampleDrift from './config/env-example-drift.ts';
import configEnvReadOutsideConfig from './config/env-read-outside-config.ts';
import dbNPlusOneQuery from './db/n-plus-one-query.ts';
import errorsSwallowedError from './errors/swallowed-error.ts';
import prodMissingGracefulShutdown from './prod/missing-graceful-shutdown.ts';
import schemaNonConcurrentIndex from './schema/non-concurrent-index.ts';
import structureCircularDependency from './structure/circular-dependency.ts';
import structureDbCallOutsideRepository from './structure/db-call-outside-repository.ts';
import structureLayerImportViolation from './structure/layer-import-violation.ts';
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [
  authTokenInWebStorage,
  authWrongMiddlewareOrder,
  cacheMissingTtl,
  configEnvExampleDrift,
  configEnvReadOutsideConfig,
  dbNPlusOneQuery,
  errorsSwallowedError,
  prodMissingGracefulShutdown,
  schemaNonConcurrentIndex,
  structureCircularDependency,
  structureDbCallOutsideRepository,
  structureLayerImportViolation,
];
