import { defineFramework } from '../framework-model.ts';

/** The exceptions that NestJS turns into an answer, with its status. */
const EXCEPTIONS = {
  BadRequestException: 400,
  UnauthorizedException: 401,
  ForbiddenException: 403,
  NotFoundException: 404,
  MethodNotAllowedException: 405,
  NotAcceptableException: 406,
  RequestTimeoutException: 408,
  ConflictException: 409,
  GoneException: 410,
  PreconditionFailedException: 412,
  PayloadTooLargeException: 413,
  UnsupportedMediaTypeException: 415,
  ImATeapotException: 418,
  UnprocessableEntityException: 422,
  InternalServerErrorException: 500,
  NotImplementedException: 501,
  HttpVersionNotSupportedException: 505,
  BadGatewayException: 502,
  ServiceUnavailableException: 503,
  GatewayTimeoutException: 504,
} as const;

export default defineFramework({
  name: 'nestjs',
  title: 'NestJS',
  languages: ['typescript', 'javascript'],
  modules: ['@nestjs/core', '@nestjs/common', '@nestjs/config', '@nestjs/swagger'],
  inputParameters: { Body: 'body', Query: 'query', Param: 'params' },
  types: {
    INestApplication: ['NestFactory.create()', 'NestExpressApplication#', 'NestFastifyApplication#'],
  },
  routeDecorators: [{ on: '{Get,Post,Put,Patch,Delete,Options,Head,All,Sse}', method: 'name', path: 0 }],
  controllerDecorators: ['Controller'],
  chainDecorators: ['UseGuards'],
  versionDecorators: ['Version'],
  decorators: {
    Controller: 'controller',
    Catch: 'middleware',
  },
  bases: {},
  returnedAnswer: 'body',
  calls: [
    { on: 'HttpException', is: 'response', status: [1], body: [0], isRaised: true },
    ...Object.entries(EXCEPTIONS).map(([name, code]) => ({ on: name, is: 'response', code, body: [0], isRaised: true }) as const),
    { on: 'NestFactory.create', is: 'server' },
    { on: 'INestApplication#setGlobalPrefix', is: 'router', prefix: 0, isOwn: false, isForControllers: true },
    { on: 'INestApplication#enableVersioning', is: 'router', isOwn: false, versioning: true },
    { on: 'INestApplication#listen', is: 'listen' },
    { on: 'INestApplication#use', is: 'use', firstMayBePath: true },
    { on: 'INestApplication#enableShutdownHooks', is: 'shutdown', what: 'whole' },
    { on: 'INestApplication#close', is: 'shutdown', what: 'server' },
    { on: 'Logger#{log,error,warn,debug,verbose,fatal}', is: 'log', level: 'name' },
    { on: 'Logger.{log,error,warn,debug,verbose}', is: 'log', level: 'name' },
  ],
});
