import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'browser',
  title: 'Browser storage',
  languages: ['typescript', 'javascript'],
  modules: [
    'global',
    'js-cookie',
    '@vueuse/core',
    'usehooks-ts',
    'react-use',
    'vue-cookies',
    'universal-cookie',
    'react-cookie',
    '@react-native-async-storage/async-storage',
  ],
  calls: [
    {
      on: ['localStorage.setItem', 'window.localStorage.setItem', 'globalThis.localStorage.setItem'],
      is: 'web-storage-write',
      store: 'localStorage',
      key: 0,
      value: 1,
    },
    {
      on: ['sessionStorage.setItem', 'window.sessionStorage.setItem', 'globalThis.sessionStorage.setItem'],
      is: 'web-storage-write',
      store: 'sessionStorage',
      key: 0,
      value: 1,
    },
    { on: 'default.setItem', is: 'web-storage-write', store: 'device', key: 0, value: 1 },
    { on: 'default.set', is: 'web-storage-write', store: 'cookie', key: 0, value: 1 },
    { on: '{useLocalStorage,useStorage}', is: 'web-storage-write', store: 'localStorage', key: 0, value: 1 },
    { on: 'useSessionStorage', is: 'web-storage-write', store: 'sessionStorage', key: 0, value: 1 },
  ],
});
