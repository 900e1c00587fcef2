import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-servers',
  title: 'Servers and signals of Python',
  languages: ['python'],
  modules: ['signal', 'aiohttp', 'asyncio', 'sys', 'os'],
  types: { Loop: ['get_event_loop()', 'get_running_loop()', 'new_event_loop()'] },
  calls: [
    { on: ['web.Application'], is: 'server' },
    { on: ['start_server', 'start_unix_server', 'Loop#{create_server,create_unix_server}'], is: 'listen' },
    // This one hears signals and drains by itself.
    { on: ['web.run_app'], is: 'listen' },
    { on: ['web.run_app'], is: 'shutdown', what: 'whole' },
    { on: ['signal', 'Loop#add_signal_handler'], is: 'signal', argument: 0 },
    { on: ['exit', '_exit'], is: 'shutdown', what: 'process' },
  ],
});
