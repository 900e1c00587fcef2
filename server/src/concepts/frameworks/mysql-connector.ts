import { defineFramework } from '../framework-model.ts';

// A model of its own: the package for Node.js is called `mysql` too.
export default defineFramework({
  name: 'mysql-connector',
  title: 'MySQL Connector/Python',
  languages: ['python'],
  modules: ['mysql'],
  packages: ['mysql-connector-python'],
  types: {
    Connector: [
      'connector.connect()',
      'connector.connection.MySQLConnection#',
      'connector.MySQLConnection#',
      'connector.pooling.MySQLConnectionPool#get_connection()',
    ],
    ConnectorCursor: ['Connector#cursor()'],
  },
  calls: [
    { on: ['ConnectorCursor#{execute,executemany}', 'Connector#cmd_query'], is: 'query', operation: 'raw', sql: 0 },
    { on: 'Connector#start_transaction', is: 'transaction' },
  ],
});
