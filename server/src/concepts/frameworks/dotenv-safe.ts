import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'dotenv-safe',
  title: 'dotenv-safe',
  languages: ['typescript', 'javascript'],
  modules: ['dotenv-safe'],
  calls: [{ on: ['default.{config,load}', '{config,load}'], is: 'settings-load', checks: [], loaders: 'load', isChecked: true }],
});
