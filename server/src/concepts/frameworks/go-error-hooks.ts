import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-error-hooks',
  title: 'Servers of Go that come with a recovery',
  languages: ['go'],
  modules: ['github.com/gin-gonic/gin'],
  calls: [{ on: 'Default', is: 'safeguard', what: 'error-handler' }],
});
