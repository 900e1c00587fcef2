import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-replies',
  title: 'Replies written with Go packages',
  languages: ['go'],
  modules: ['encoding/json', 'fmt', 'io', 'github.com/go-chi/render'],
  calls: [
    { on: 'NewEncoder().Encode', is: 'response', status: ['before:WriteHeader'], body: [0], writesToHandler: true },
    {
      on: '{Fprint,Fprintf,Fprintln,WriteString}',
      is: 'response',
      status: ['before:WriteHeader'],
      body: ['from:1'],
      writesToHandler: true,
    },
    {
      on: '{JSON,PlainText,HTML,XML,Data}',
      is: 'response',
      status: ['before:Status'],
      body: [2],
      writesToHandler: true,
    },
  ],
});
