import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'script-credentials',
  title: 'Libraries of JavaScript that take secrets',
  languages: ['typescript', 'javascript'],
  modules: [
    ...['jsonwebtoken', 'jose', '@nestjs/jwt', 'passport-jwt', 'express-jwt', 'koa-jwt', 'crypto', 'iron-session'],
    ...[
      'next-auth',
      'better-auth',
      'stripe',
      'openai',
      '@anthropic-ai/sdk',
      'resend',
      '@sendgrid/mail',
      'nodemailer',
      'cloudinary',
      'pusher',
    ],
    ...['@aws-sdk/client-s3', '@aws-sdk/client-ses', '@aws-sdk/client-sqs', '@aws-sdk/client-dynamodb', 'aws-sdk', 'minio'],
    ...['fastify', 'global'],
  ],
  calls: [
    {
      on: ['{sign,verify}', 'default.{sign,verify}'],
      is: 'credential-use',
      uses: [{ what: 'signing key', argument: 1 }],
    },
    { on: ['SignJWT#**.sign', 'createSecretKey'], is: 'credential-use', uses: [{ what: 'signing key', argument: 0 }] },
    { on: ['{jwtVerify,jwtDecrypt}'], is: 'credential-use', uses: [{ what: 'signing key', argument: 1 }] },
    {
      on: ['JwtModule.register', 'JwtService#{sign,signAsync,verify,verifyAsync}', 'super', 'Strategy', 'expressjwt'],
      is: 'credential-use',
      uses: [{ what: 'signing key', keys: ['secret', 'privateKey', 'secretOrKey'] }],
    },
    { on: ['createHmac', 'default.createHmac'], is: 'credential-use', uses: [{ what: 'signing key', argument: 1 }] },
    {
      on: ['{getIronSession,withIronSessionApiRoute,withIronSessionSsr}', 'betterAuth', 'default.NextAuth'],
      is: 'credential-use',
      uses: [{ what: 'session secret', keys: ['password', 'secret'] }],
    },
    {
      on: ['default'],
      is: 'credential-use',
      uses: [
        { what: 'session secret', keys: ['secret', 'keys'] },
        { what: 'API key', keys: ['apiKey', 'secretAccessKey', 'secretKey'] },
        { what: 'API key', argument: 0 },
      ],
    },
    { on: 'FastifyInstance#register', is: 'credential-use', uses: [{ what: 'session secret', keys: ['secret'] }] },
    {
      on: [
        '{Stripe,OpenAI,Anthropic,Resend,Client}',
        'default.{setApiKey,Stripe,OpenAI}',
        'setApiKey',
        '{S3Client,SESClient,SQSClient,DynamoDBClient,S3}',
        'default.{S3,SES,SQS}',
        'config.update',
        'default.config.update',
        '{v2,default}.config',
      ],
      is: 'credential-use',
      uses: [
        { what: 'API key', argument: 0 },
        { what: 'API key', keys: ['apiKey', 'api_secret', 'secretAccessKey', 'credentials.secretAccessKey', 'secretKey'] },
      ],
    },
    {
      on: ['createTransport', 'default.createTransport'],
      is: 'credential-use',
      uses: [{ what: 'password', keys: ['auth.pass'] }],
    },
  ],
});
