import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'script-validators',
  title: 'Validators for JavaScript',
  languages: ['typescript', 'javascript'],
  modules: [
    'zod',
    'zod/v4',
    'joi',
    '@hapi/joi',
    'yup',
    'valibot',
    'superstruct',
    'ajv',
    'celebrate',
    'express-validator',
    'class-validator',
    'class-transformer',
    '@sinclair/typebox/value',
    'arktype',
    'io-ts',
    'runtypes',
    'validator',
    'ow',
  ],
  calls: [
    {
      on: '**.{parse,safeParse,parseAsync,safeParseAsync,validate,validateSync,validateAsync,attempt,assert,is,create,mask,decode,check,Parse,Check,Decode}',
      is: 'validation',
    },
    {
      on: '{validate,validateOrReject,validateSync,plainToInstance,plainToClass,validationResult,matchedData,safeParse,parse}',
      is: 'validation',
    },
    { on: 'default.{isEmail,isURL,isUUID,isLength,isInt,isNumeric,isMongoId,isEmpty,isAlphanumeric}', is: 'validation' },
    { on: '{isEmail,isURL,isUUID,isLength,isInt,isMongoId}', is: 'validation' },
    { on: 'default().compile()', is: 'validation' },
    { on: 'default*.compile()', is: 'validation' },
  ],
});
