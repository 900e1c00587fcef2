import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'rtk-query',
  title: 'RTK Query',
  languages: ['typescript', 'javascript'],
  modules: ['@reduxjs/toolkit/query/react', '@reduxjs/toolkit/query', '@reduxjs/toolkit/dist/query/react'],
  packages: ['@reduxjs/toolkit'],
  calls: [
    { on: ['createApi', 'createApi().**.injectEndpoints'], is: 'endpoint-builder', endpoints: 'endpoints', address: 'query' },
  ],
});
