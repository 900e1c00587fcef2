import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'prisma',
  title: 'Prisma',
  languages: ['typescript', 'javascript'],
  modules: ['@prisma/client', '.prisma/client', '@prisma/client/edge'],
  types: {
    PrismaClient: [
      'PrismaClient#$extends()',
      'PrismaClient#$transaction(0:0)',
      'Prisma.TransactionClient#',
      'default.PrismaClient#',
    ],
  },
  transactions: ['Prisma.TransactionClient#', 'PrismaClient#$transaction(0:0)'],
  calls: [
    {
      on: 'PrismaClient#*.{findMany,findFirst,findFirstOrThrow,findUnique,findUniqueOrThrow,count,aggregate,groupBy}',
      is: 'query',
      operation: 'read',
      subject: 'member:0',
    },
    {
      on: 'PrismaClient#*.{create,createMany,createManyAndReturn,update,updateMany,updateManyAndReturn,upsert,delete,deleteMany}',
      is: 'query',
      operation: 'write',
      subject: 'member:0',
    },
    { on: 'PrismaClient#{$queryRaw,$queryRawUnsafe,$executeRaw,$executeRawUnsafe}', is: 'query', operation: 'raw', sql: 0 },
    { on: 'Prisma.raw', is: 'built-sql', argument: 0, isFragment: true },
    { on: 'PrismaClient#$transaction', is: 'transaction' },
  ],
});
