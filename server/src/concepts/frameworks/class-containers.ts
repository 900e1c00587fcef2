import { defineFramework } from '../framework-model.ts';

/** Containers that are asked for a class and give the one object of it. */
export default defineFramework({
  name: 'class-containers',
  title: 'TypeDI and tsyringe',
  languages: ['typescript', 'javascript'],
  modules: ['typedi', 'tsyringe'],
  injectors: [
    { name: 'Container.get', argument: 0 },
    { name: 'default.get', argument: 0 },
    { name: 'container.resolve', argument: 0 },
  ],
  calls: [],
});
