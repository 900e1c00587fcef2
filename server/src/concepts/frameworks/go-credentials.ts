import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-credentials',
  title: 'Packages of Go that take secrets',
  languages: ['go'],
  modules: [
    ...[
      'github.com/golang-jwt/jwt',
      'github.com/golang-jwt/jwt/v4',
      'github.com/golang-jwt/jwt/v5',
      'github.com/dgrijalva/jwt-go',
    ],
    ...['github.com/gorilla/sessions', 'github.com/gorilla/securecookie', 'github.com/gin-contrib/sessions/cookie'],
    ...['github.com/gorilla/csrf', 'crypto/hmac', 'net/smtp', 'database/sql', 'github.com/jmoiron/sqlx'],
    ...[
      'github.com/jackc/pgx/v4',
      'github.com/jackc/pgx/v5',
      'github.com/jackc/pgx/v4/pgxpool',
      'github.com/jackc/pgx/v5/pgxpool',
    ],
    ...['gorm.io/driver/postgres', 'gorm.io/driver/mysql', 'gorm.io/driver/sqlserver', 'github.com/jinzhu/gorm'],
    ...['go.mongodb.org/mongo-driver/mongo/options', 'go.mongodb.org/mongo-driver/v2/mongo/options'],
    ...['github.com/redis/go-redis/v9', 'github.com/go-redis/redis/v8', 'github.com/go-redis/redis', 'github.com/streadway/amqp'],
    ...[
      'github.com/rabbitmq/amqp091-go',
      'github.com/aws/aws-sdk-go-v2/credentials',
      'github.com/aws/aws-sdk-go/aws/credentials',
    ],
    ...['github.com/sashabaranov/go-openai', 'github.com/sendgrid/sendgrid-go'],
  ],
  calls: [
    {
      on: ['{New,NewWithClaims}().SignedString', 'Token#SignedString'],
      is: 'credential-use',
      uses: [{ what: 'signing key', argument: 0 }],
    },
    { on: 'Parse', is: 'credential-use', uses: [{ what: 'signing key', argument: 1 }] },
    { on: 'ParseWithClaims', is: 'credential-use', uses: [{ what: 'signing key', argument: 2 }] },
    {
      on: ['NewCookieStore', 'NewFilesystemStore', 'NewStore', 'Protect'],
      is: 'credential-use',
      uses: [{ what: 'session secret', argument: 0 }],
    },
    // `hmac.New(sha256.New, key)`, `securecookie.New(hashKey, blockKey)`.
    { on: 'New', is: 'credential-use', uses: [{ what: 'signing key', argument: 1 }] },
    { on: 'PlainAuth', is: 'credential-use', uses: [{ what: 'password', argument: 2 }] },
    {
      on: ['{Connect,MustConnect,ConnectContext}', 'Open', 'NewStaticCredentials', 'NewStaticCredentialsProvider'],
      is: 'credential-use',
      uses: [
        { what: 'connection', argument: 0 },
        { what: 'connection', argument: 1 },
      ],
    },
    { on: 'MustOpen', is: 'credential-use', uses: [{ what: 'connection', argument: 1 }] },
    { on: ['Dial', 'ParseURL'], is: 'credential-use', uses: [{ what: 'connection', argument: 0 }] },
    { on: 'Client().ApplyURI', is: 'credential-use', uses: [{ what: 'connection', argument: 0 }] },
    {
      on: ['NewClient', 'NewSendClient'],
      is: 'credential-use',
      uses: [
        { what: 'API key', argument: 0 },
        { what: 'connection', keys: ['Addr'] },
        { what: 'password', keys: ['Password'] },
      ],
    },
  ],
});
