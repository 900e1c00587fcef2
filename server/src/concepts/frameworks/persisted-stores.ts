import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'persisted-stores',
  title: 'Stores kept in the browser',
  languages: ['typescript', 'javascript'],
  modules: ['redux-persist', 'zustand/middleware', 'pinia'],
  packages: ['redux-persist', 'zustand', 'pinia'],
  calls: [
    { on: 'persistReducer', is: 'persisted-store', settings: 0, state: 1, hasDefaultStorage: false },
    { on: 'persist', is: 'persisted-store', settings: 1, state: 0, hasDefaultStorage: true },
    { on: 'defineStore', is: 'persisted-store', settings: 1, state: 1, switch: 'persist', hasDefaultStorage: true },
  ],
});
