import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'pymongo',
  title: 'PyMongo and Motor',
  languages: ['python'],
  modules: ['pymongo', 'motor'],
  types: {
    Client: ['MongoClient#', 'AsyncMongoClient#', 'motor_asyncio.AsyncIOMotorClient#'],
    Collection: ['Client#*.*', 'collection.Collection#'],
  },
  writes: 'documents',
  calls: [
    {
      on: [
        'Collection#{find,find_one,aggregate,count_documents,distinct}',
        'Client#**.{find,find_one,aggregate,count_documents}',
      ],
      is: 'query',
      operation: 'read',
    },
    {
      on: [
        'Collection#{insert_one,insert_many,update_one,update_many,replace_one,delete_one,delete_many,bulk_write}',
        'Client#**.{insert_one,insert_many,update_one,update_many,delete_one,delete_many}',
      ],
      is: 'query',
      operation: 'write',
    },
  ],
});
