import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'odmantic',
  title: 'ODMantic',
  languages: ['python'],
  modules: ['odmantic'],
  bases: { 'model.Model': 'model', Model: 'model' },
  types: {
    AIOEngine: ['engine.AIOEngine#', 'engine.AIOEngine'],
    SyncEngine: ['engine.SyncEngine#', 'engine.SyncEngine'],
    Session: ['{AIOEngine,SyncEngine}#{session,transaction}()'],
  },
  writes: 'documents',
  calls: [
    { on: '{AIOEngine,SyncEngine,Session}#{find_one,count}', is: 'query', operation: 'read' },
    { on: '{AIOEngine,SyncEngine,Session}#find', is: 'query', operation: 'read' },
    { on: '{AIOEngine,SyncEngine,Session}#{save,save_all,delete,remove}', is: 'query', operation: 'write' },
    { on: '{AIOEngine,SyncEngine}#transaction', is: 'transaction' },
  ],
});
