// Written by scripts/generate.ts from the files of frameworks/.
import aiocache from './frameworks/aiocache.ts';
import aiohttpClient from './frameworks/aiohttp-client.ts';
import alembic from './frameworks/alembic.ts';
import angularHttp from './frameworks/angular-http.ts';
import asgiCors from './frameworks/asgi-cors.ts';
import axios from './frameworks/axios.ts';
import bodyParsing from './frameworks/body-parsing.ts';
import browser from './frameworks/browser.ts';
import browserConnections from './frameworks/browser-connections.ts';
import cacheManager from './frameworks/cache-manager.ts';
import chi from './frameworks/chi.ts';
import classContainers from './frameworks/class-containers.ts';
import cors from './frameworks/cors.ts';
import databaseSql from './frameworks/database-sql.ts';
import django from './frameworks/django.ts';
import djangoRestFramework from './frameworks/django-rest-framework.ts';
import dotenvSafe from './frameworks/dotenv-safe.ts';
import drizzle from './frameworks/drizzle.ts';
import echo from './frameworks/echo.ts';
import echoCors from './frameworks/echo-cors.ts';
import express from './frameworks/express.ts';
import fastapi from './frameworks/fastapi.ts';
import fastify from './frameworks/fastify.ts';
import fastifyAutoload from './frameworks/fastify-autoload.ts';
import fastifyJwt from './frameworks/fastify-jwt.ts';
import fastifyPlugins from './frameworks/fastify-plugins.ts';
import fetch from './frameworks/fetch.ts';
import fiber from './frameworks/fiber.ts';
import fiberCors from './frameworks/fiber-cors.ts';
import firestore from './frameworks/firestore.ts';
import flask from './frameworks/flask.ts';
import flaskCaching from './frameworks/flask-caching.ts';
import flaskCors from './frameworks/flask-cors.ts';
import flaskJwtExtended from './frameworks/flask-jwt-extended.ts';
import gin from './frameworks/gin.ts';
import ginCors from './frameworks/gin-cors.ts';
import goBuiltins from './frameworks/go-builtins.ts';
import goCache from './frameworks/go-cache.ts';
import goCors from './frameworks/go-cors.ts';
import goCredentials from './frameworks/go-credentials.ts';
import goDecoding from './frameworks/go-decoding.ts';
import goErrorHooks from './frameworks/go-error-hooks.ts';
import goHealthChecks from './frameworks/go-health-checks.ts';
import goLoggers from './frameworks/go-loggers.ts';
import goMiddleware from './frameworks/go-middleware.ts';
import goRedis from './frameworks/go-redis.ts';
import goReplies from './frameworks/go-replies.ts';
import goRequestIds from './frameworks/go-request-ids.ts';
import goSecurityHeaders from './frameworks/go-security-headers.ts';
import goStd from './frameworks/go-std.ts';
import goValidators from './frameworks/go-validators.ts';
import golangJwt from './frameworks/golang-jwt.ts';
import gomemcache from './frameworks/gomemcache.ts';
import gorillaMux from './frameworks/gorilla-mux.ts';
import gorm from './frameworks/gorm.ts';
import got from './frameworks/got.ts';
import healthChecks from './frameworks/health-checks.ts';
import helmet from './frameworks/helmet.ts';
import hono from './frameworks/hono.ts';
import honoReplies from './frameworks/hono-replies.ts';
import httpErrors from './frameworks/http-errors.ts';
import httpProxies from './frameworks/http-proxies.ts';
import httprouter from './frameworks/httprouter.ts';
import httpx from './frameworks/httpx.ts';
import ioredis from './frameworks/ioredis.ts';
import jobDecorators from './frameworks/job-decorators.ts';
import jose from './frameworks/jose.ts';
import jquery from './frameworks/jquery.ts';
import jsonwebtoken from './frameworks/jsonwebtoken.ts';
import keyv from './frameworks/keyv.ts';
import knex from './frameworks/knex.ts';
import koa from './frameworks/koa.ts';
import koaInput from './frameworks/koa-input.ts';
import koaMount from './frameworks/koa-mount.ts';
import koaReplies from './frameworks/koa-replies.ts';
import koaRouter from './frameworks/koa-router.ts';
import ky from './frameworks/ky.ts';
import kysely from './frameworks/kysely.ts';
import loggers from './frameworks/loggers.ts';
import memjs from './frameworks/memjs.ts';
import mikroOrm from './frameworks/mikro-orm.ts';
import mongoGo from './frameworks/mongo-go.ts';
import mongodb from './frameworks/mongodb.ts';
import mongoose from './frameworks/mongoose.ts';
import mssql from './frameworks/mssql.ts';
import mysqlConnector from './frameworks/mysql-connector.ts';
import nestjs from './frameworks/nestjs.ts';
import nestjsAxios from './frameworks/nestjs-axios.ts';
import nestjsJwt from './frameworks/nestjs-jwt.ts';
import netHttp from './frameworks/net-http.ts';
import nextCache from './frameworks/next-cache.ts';
import nextjs from './frameworks/nextjs.ts';
import node from './frameworks/node.ts';
import nodeCache from './frameworks/node-cache.ts';
import nodeHttp from './frameworks/node-http.ts';
import nodeRedis from './frameworks/node-redis.ts';
import nodeRisky from './frameworks/node-risky.ts';
import odmantic from './frameworks/odmantic.ts';
import ofetch from './frameworks/ofetch.ts';
import openapiFetch from './frameworks/openapi-fetch.ts';
import ozzoRouting from './frameworks/ozzo-routing.ts';
import pandas from './frameworks/pandas.ts';
import passport from './frameworks/passport.ts';
import peewee from './frameworks/peewee.ts';
import persistedStores from './frameworks/persisted-stores.ts';
import pg from './frameworks/pg.ts';
import pgx from './frameworks/pgx.ts';
import postgresJs from './frameworks/postgres-js.ts';
import prisma from './frameworks/prisma.ts';
import pydanticSettings from './frameworks/pydantic-settings.ts';
import pymemcache from './frameworks/pymemcache.ts';
import pymongo from './frameworks/pymongo.ts';
import pythonCredentials from './frameworks/python-credentials.ts';
import pythonDatabases from './frameworks/python-databases.ts';
import pythonErrorHandlers from './frameworks/python-error-handlers.ts';
import pythonErrorHooks from './frameworks/python-error-hooks.ts';
import pythonHealthChecks from './frameworks/python-health-checks.ts';
import pythonJwt from './frameworks/python-jwt.ts';
import pythonLoggers from './frameworks/python-loggers.ts';
import pythonRequestIds from './frameworks/python-request-ids.ts';
import pythonRisky from './frameworks/python-risky.ts';
import pythonSecurityHeaders from './frameworks/python-security-headers.ts';
import pythonServers from './frameworks/python-servers.ts';
import pythonValidators from './frameworks/python-validators.ts';
import rateLimiting from './frameworks/rate-limiting.ts';
import redigo from './frameworks/redigo.ts';
import redisPy from './frameworks/redis-py.ts';
import requestId from './frameworks/request-id.ts';
import requestLogging from './frameworks/request-logging.ts';
import requests from './frameworks/requests.ts';
import resty from './frameworks/resty.ts';
import rtkQuery from './frameworks/rtk-query.ts';
import rueidis from './frameworks/rueidis.ts';
import scriptAppCors from './frameworks/script-app-cors.ts';
import scriptConnections from './frameworks/script-connections.ts';
import scriptCredentials from './frameworks/script-credentials.ts';
import scriptErrorHandlers from './frameworks/script-error-handlers.ts';
import scriptSafeguards from './frameworks/script-safeguards.ts';
import scriptSessions from './frameworks/script-sessions.ts';
import scriptTracing from './frameworks/script-tracing.ts';
import scriptValidators from './frameworks/script-validators.ts';
import sequelize from './frameworks/sequelize.ts';
import sessions from './frameworks/sessions.ts';
import settingsReaders from './frameworks/settings-readers.ts';
import shutdownHelpers from './frameworks/shutdown-helpers.ts';
import simplejwt from './frameworks/simplejwt.ts';
import sqlalchemy from './frameworks/sqlalchemy.ts';
import sqlite3 from './frameworks/sqlite3.ts';
import starlette from './frameworks/starlette.ts';
import supabase from './frameworks/supabase.ts';
import superagent from './frameworks/superagent.ts';
import swr from './frameworks/swr.ts';
import tortoise from './frameworks/tortoise.ts';
import trpc from './frameworks/trpc.ts';
import typeorm from './frameworks/typeorm.ts';
import undici from './frameworks/undici.ts';
import upstashRedis from './frameworks/upstash-redis.ts';
import urllib from './frameworks/urllib.ts';
import uvicorn from './frameworks/uvicorn.ts';
import webRequest from './frameworks/web-request.ts';
import webResponse from './frameworks/web-response.ts';
import xorm from './frameworks/xorm.ts';
import zod from './frameworks/zod.ts';
import type { FrameworkModel } from './framework-model.ts';

export const FRAMEWORKS: readonly FrameworkModel[] = [
  aiocache,
  aiohttpClient,
  alembic,
  angularHttp,
  asgiCors,
  axios,
  bodyParsing,
  browser,
  browserConnections,
  cacheManager,
  chi,
  classContainers,
  cors,
  databaseSql,
  django,
  djangoRestFramework,
  dotenvSafe,
  drizzle,
  echo,
  echoCors,
  express,
  fastapi,
  fastify,
  fastifyAutoload,
  fastifyJwt,
  fastifyPlugins,
  fetch,
  fiber,
  fiberCors,
  firestore,
  flask,
  flaskCaching,
  flaskCors,
  flaskJwtExtended,
  gin,
  ginCors,
  goBuiltins,
  goCache,
  goCors,
  goCredentials,
  goDecoding,
  goErrorHooks,
  goHealthChecks,
  goLoggers,
  goMiddleware,
  goRedis,
  goReplies,
  goRequestIds,
  goSecurityHeaders,
  goStd,
  goValidators,
  golangJwt,
  gomemcache,
  gorillaMux,
  gorm,
  got,
  healthChecks,
  helmet,
  hono,
  honoReplies,
  httpErrors,
  httpProxies,
  httprouter,
  httpx,
  ioredis,
  jobDecorators,
  jose,
  jquery,
  jsonwebtoken,
  keyv,
  knex,
  koa,
  koaInput,
  koaMount,
  koaReplies,
  koaRouter,
  ky,
  kysely,
  loggers,
  memjs,
  mikroOrm,
  mongoGo,
  mongodb,
  mongoose,
  mssql,
  mysqlConnector,
  nestjs,
  nestjsAxios,
  nestjsJwt,
  netHttp,
  nextCache,
  nextjs,
  node,
  nodeCache,
  nodeHttp,
  nodeRedis,
  nodeRisky,
  odmantic,
  ofetch,
  openapiFetch,
  ozzoRouting,
  pandas,
  passport,
  peewee,
  persistedStores,
  pg,
  pgx,
  postgresJs,
  prisma,
  pydanticSettings,
  pymemcache,
  pymongo,
  pythonCredentials,
  pythonDatabases,
  pythonErrorHandlers,
  pythonErrorHooks,
  pythonHealthChecks,
  pythonJwt,
  pythonLoggers,
  pythonRequestIds,
  pythonRisky,
  pythonSecurityHeaders,
  pythonServers,
  pythonValidators,
  rateLimiting,
  redigo,
  redisPy,
  requestId,
  requestLogging,
  requests,
  resty,
  rtkQuery,
  rueidis,
  scriptAppCors,
  scriptConnections,
  scriptCredentials,
  scriptErrorHandlers,
  scriptSafeguards,
  scriptSessions,
  scriptTracing,
  scriptValidators,
  sequelize,
  sessions,
  settingsReaders,
  shutdownHelpers,
  simplejwt,
  sqlalchemy,
  sqlite3,
  starlette,
  supabase,
  superagent,
  swr,
  tortoise,
  trpc,
  typeorm,
  undici,
  upstashRedis,
  urllib,
  uvicorn,
  webRequest,
  webResponse,
  xorm,
  zod,
];
