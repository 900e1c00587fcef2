import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-credentials',
  title: 'Libraries of Python that take secrets',
  languages: ['python'],
  modules: [
    ...['jwt', 'jose', 'authlib', 'itsdangerous', 'hmac', 'fastapi', 'starlette', 'flask', 'boto3', 'openai', 'anthropic'],
    ...['twilio', 'sendgrid', 'smtplib', 'pika', 'sqlalchemy', 'sqlmodel', 'psycopg2', 'psycopg', 'asyncpg', 'pymongo', 'motor'],
    ...['redis', 'pymysql', 'mysql', 'aiomysql', 'databases', 'celery', 'peewee', 'mongoengine'],
  ],
  calls: [
    {
      on: ['{encode,decode}', 'jwt.{encode,decode}', 'PyJWT#{encode,decode}'],
      is: 'credential-use',
      uses: [{ what: 'signing key', argument: 1, keys: ['key'] }],
    },
    {
      on: ['{URLSafeTimedSerializer,URLSafeSerializer,Serializer,TimestampSigner,Signer,TimedJSONWebSignatureSerializer}', 'new'],
      is: 'credential-use',
      uses: [{ what: 'signing key', argument: 0, keys: ['secret_key', 'key'] }],
    },
    { on: 'FastAPI#add_middleware', is: 'credential-use', uses: [{ what: 'session secret', keys: ['secret_key'] }] },
    {
      on: ['applications.Starlette#add_middleware', 'middleware.Middleware'],
      is: 'credential-use',
      uses: [{ what: 'session secret', keys: ['secret_key'] }],
    },
    {
      on: ['Flask#config.{update,from_mapping}'],
      is: 'credential-use',
      uses: [{ what: 'session secret', keys: ['SECRET_KEY', 'JWT_SECRET_KEY', 'SECURITY_PASSWORD_SALT'] }],
    },
    {
      on: ['{client,resource,Session}', '{OpenAI,AsyncOpenAI,AzureOpenAI,Anthropic,AsyncAnthropic}', 'SendGridAPIClient'],
      is: 'credential-use',
      uses: [{ what: 'API key', keys: ['aws_secret_access_key', 'api_key'] }],
    },
    { on: 'rest.Client', is: 'credential-use', uses: [{ what: 'API key', argument: 1, keys: ['password'] }] },
    {
      on: ['{SMTP,SMTP_SSL}#login', 'PlainCredentials', 'credentials.PlainCredentials'],
      is: 'credential-use',
      uses: [{ what: 'password', argument: 1, keys: ['password'] }],
    },
    {
      on: [
        '{create_engine,create_async_engine,connect,create_pool,MongoClient,from_url,Database,AsyncIOMotorClient}',
        'ext.asyncio.create_async_engine',
        'motor_asyncio.AsyncIOMotorClient',
        'connector.connect',
        'Redis.from_url',
        'asyncio.{from_url,Redis}',
        'asyncio.Redis.from_url',
        '{Redis,StrictRedis,PostgresqlDatabase,MySQLDatabase,Celery}',
      ],
      is: 'credential-use',
      uses: [
        { what: 'connection', argument: 0, keys: ['url', 'dsn', 'host', 'broker', 'conninfo'] },
        { what: 'password', keys: ['password', 'passwd'] },
      ],
    },
  ],
});
