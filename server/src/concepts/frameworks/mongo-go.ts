import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'mongo-go',
  title: 'MongoDB driver for Go',
  languages: ['go'],
  modules: ['go.mongodb.org/mongo-driver/mongo', 'go.mongodb.org/mongo-driver/v2/mongo'],
  packages: ['go.mongodb.org/mongo-driver', 'go.mongodb.org/mongo-driver/v2'],
  storedTags: ['bson'],
  types: {
    Client: ['{Connect,NewClient}()'],
    Database: ['Client#Database()'],
    Collection: ['Database#Collection()'],
  },
  writes: 'documents',
  calls: [
    { on: 'Collection#{Find,FindOne,Aggregate,CountDocuments,EstimatedDocumentCount,Distinct}', is: 'query', operation: 'read' },
    {
      on: 'Collection#{InsertOne,InsertMany,UpdateOne,UpdateMany,UpdateByID,ReplaceOne,DeleteOne,DeleteMany,FindOneAndUpdate,FindOneAndReplace,FindOneAndDelete,BulkWrite}',
      is: 'query',
      operation: 'write',
    },
    { on: 'Client#Ping', is: 'query', operation: 'read', isProbe: true },
    { on: 'Client#{StartSession,UseSession}', is: 'transaction' },
  ],
});
