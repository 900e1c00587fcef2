import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'redigo',
  title: 'Redigo',
  languages: ['go'],
  modules: ['github.com/gomodule/redigo/redis', 'github.com/garyburd/redigo/redis'],
  types: { Conn: ['{Dial,DialURL,DialContext}()', 'Pool#{Get,GetContext}()'] },
  calls: [
    {
      on: 'Conn#{Do,Send}',
      is: 'cache-write',
      command: 'SET',
      key: 1,
      ttl: { kind: 'flags', words: ['EX', 'PX', 'EXAT', 'PXAT', 'KEEPTTL'], from: 3 },
      addition: ', "EX", %s',
    },
    { on: 'Conn#{Do,Send}', is: 'cache-expiry', key: 1, commands: ['EXPIRE', 'PEXPIRE', 'EXPIREAT', 'PEXPIREAT'] },
  ],
});
