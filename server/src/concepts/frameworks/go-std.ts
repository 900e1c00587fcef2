import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-std',
  title: 'Standard library of Go',
  languages: ['go'],
  modules: ['log', 'fmt', 'os', 'os/signal'],
  calls: [
    { on: '{Print,Printf,Println}', is: 'log', level: 'name', isStructured: false },
    { on: '{Fatal,Fatalf,Fatalln,Panic,Panicf,Panicln}', is: 'log', level: 'error', isStructured: false, endsProcess: true },
    { on: '{Notify,NotifyContext}', is: 'signal', argument: 1 },
    { on: 'Exit', is: 'shutdown', what: 'process' },
    { on: '{WriteFile}', is: 'risky-call', what: 'file' },
  ],
});
