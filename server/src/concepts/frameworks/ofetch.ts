import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'ofetch',
  title: 'ofetch and Nuxt',
  languages: ['typescript', 'javascript'],
  modules: ['ofetch', 'global', '#imports', '#app', 'nuxt/app'],
  packages: ['ofetch', 'nuxt'],
  types: { Fetch: ['{ofetch,$fetch}', 'Fetch#create()', 'useNuxtApp().$fetch', '$Fetch#'] },
  calls: [
    { on: ['Fetch#', 'Fetch#raw'], is: 'http-request', options: 1 },
    { on: '{useFetch,useLazyFetch}', is: 'http-request', options: 1, form: 'declared' },
  ],
});
