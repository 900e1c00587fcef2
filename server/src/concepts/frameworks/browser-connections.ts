import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'browser-connections',
  title: 'Connections of the browser',
  languages: ['typescript', 'javascript'],
  modules: ['global', '@microsoft/fetch-event-source', 'ws', 'eventsource'],
  packages: ['@microsoft/fetch-event-source', 'ws', 'eventsource'],
  calls: [
    {
      on: ['{EventSource,WebSocket}', '{window,globalThis,self}.{EventSource,WebSocket}', 'default'],
      is: 'http-request',
      method: 'GET',
      form: 'stream',
      onErrorStatus: 'unknown',
    },
    { on: 'fetchEventSource', is: 'http-request', options: 1, form: 'stream', onErrorStatus: 'unknown' },
    {
      on: ['navigator.sendBeacon', 'window.navigator.sendBeacon'],
      is: 'http-request',
      method: 'POST',
      form: 'stream',
      onErrorStatus: 'unknown',
    },
  ],
});
