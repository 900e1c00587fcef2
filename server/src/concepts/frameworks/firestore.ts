import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'firestore',
  title: 'Firestore',
  languages: ['typescript', 'javascript'],
  modules: ['firebase-admin', 'firebase-admin/firestore', '@google-cloud/firestore'],
  packages: ['firebase-admin', '@google-cloud/firestore'],
  types: { Firestore: ['getFirestore()', 'firestore()', 'default.firestore()'] },
  writes: 'documents',
  calls: [
    { on: ['Firestore#{collection,doc,collectionGroup}().**.get'], is: 'query', operation: 'read' },
    { on: ['Firestore#{collection,doc}().**.{add,set,update,create,delete}'], is: 'query', operation: 'write' },
    { on: ['Firestore#{runTransaction,batch,bulkWriter}'], is: 'transaction' },
  ],
});
