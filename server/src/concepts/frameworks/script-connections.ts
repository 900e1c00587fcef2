import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'script-connections',
  title: 'Connections of JavaScript to databases and brokers',
  languages: ['typescript', 'javascript'],
  modules: [
    ...['mongoose', '@nestjs/mongoose', 'mongodb', 'pg', 'postgres', 'mysql', 'mysql2', 'mysql2/promise', 'mariadb'],
    ...['ioredis', 'redis', 'typeorm', '@nestjs/typeorm', 'sequelize', '@nestjs/sequelize', 'knex', 'amqplib', '@mikro-orm/core'],
  ],
  calls: [
    {
      on: 'Sequelize',
      is: 'credential-use',
      uses: [
        { what: 'connection', argument: 0 },
        { what: 'password', argument: 2, keys: ['password'] },
      ],
    },
    {
      on: [
        'default',
        '{connect,createConnection,createPool,createClient,Pool,Client,MongoClient,Redis,DataSource,knex}',
        'default.{connect,createConnection,createPool,createClient,Pool,Client,Redis,knex}',
        'MongoClient.connect',
        '{MongooseModule,TypeOrmModule,SequelizeModule}.forRoot',
      ],
      is: 'credential-use',
      uses: [
        { what: 'connection', argument: 0 },
        { what: 'connection', keys: ['connectionString', 'url', 'uri', 'host', 'connection', 'connection.host'] },
        { what: 'password', keys: ['password', 'connection.password'] },
      ],
    },
  ],
});
