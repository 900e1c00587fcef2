import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'pydantic-settings',
  title: 'pydantic settings',
  languages: ['python'],
  modules: ['pydantic_settings', 'pydantic'],
  packages: ['pydantic-settings', 'pydantic'],
  settingsBases: ['BaseSettings', 'main.BaseSettings'],
  bases: { BaseSettings: 'config', BaseModel: 'dto' },
});
