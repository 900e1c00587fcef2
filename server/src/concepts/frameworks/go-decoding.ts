import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-decoding',
  title: 'Decoding in Go',
  languages: ['go'],
  modules: ['encoding/json', 'github.com/goccy/go-json', 'github.com/json-iterator/go'],
  calls: [
    { on: 'NewDecoder().Decode', is: 'input-read', source: 'body', into: 0, reads: 'receiver' },
    { on: 'Unmarshal', is: 'input-read', source: 'body', into: 1, reads: 'argument' },
  ],
});
