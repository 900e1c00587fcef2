import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'mongodb',
  title: 'MongoDB driver for Node.js',
  languages: ['typescript', 'javascript'],
  modules: ['mongodb'],
  types: {
    MongoClient: ['MongoClient#connect()', 'MongoClient.connect()'],
    Db: ['MongoClient#db()'],
    Collection: ['Db#collection()'],
  },
  writes: 'documents',
  calls: [
    {
      on: [
        'Collection#{findOne,countDocuments,estimatedDocumentCount,distinct}',
        'Collection#{find,aggregate}().**.{toArray,next,forEach}',
      ],
      is: 'query',
      operation: 'read',
    },
    { on: 'Collection#{find,aggregate}', is: 'query', operation: 'read', isLazy: true },
    {
      on: 'Collection#{insertOne,insertMany,updateOne,updateMany,replaceOne,deleteOne,deleteMany,findOneAndUpdate,findOneAndDelete,findOneAndReplace,bulkWrite}',
      is: 'query',
      operation: 'write',
    },
    { on: ['MongoClient#{startSession,withSession}'], is: 'transaction' },
  ],
});
