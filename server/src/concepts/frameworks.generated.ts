// Written by scripts/generate.ts from the files of frameworks/.
import alembic from './frameworks/alembic.ts';
import bodyParsing from './frameworks/body-parsing.ts';
import browser from './frameworks/browser.ts';
import cacheManager from './frameworks/cache-manager.ts';
import chi from './frameworks/chi.ts';
import cors from './frameworks/cors.ts';
import databaseSql from './frameworks/database-sql.ts';
import django from './frameworks/django.ts';
import djangoRestFramework from './frameworks/django-rest-framework.ts';
import drizzle from './frameworks/drizzle.ts';
import echo from './frameworks/echo.ts';
import express from './frameworks/express.ts';
import fastapi from './frameworks/fastapi.ts';
import fastify from './frameworks/fastify.ts';
import fastifyPlugins from './frameworks/fastify-plugins.ts';
import flask from './frameworks/flask.ts';
import gin from './frameworks/gin.ts';
import goLoggers from './frameworks/go-loggers.ts';
import goMiddleware from './frameworks/go-middleware.ts';
import goRedis from './frameworks/go-redis.ts';
import goStd from './frameworks/go-std.ts';
import gorm from './frameworks/gorm.ts';
import helmet from './frameworks/helmet.ts';
import httpClients from './frameworks/http-clients.ts';
import ioredis from './frameworks/ioredis.ts';
import knex from './frameworks/knex.ts';
import kysely from './frameworks/kysely.ts';
import loggers from './frameworks/loggers.ts';
import mongoose from './frameworks/mongoose.ts';
import nestjs from './frameworks/nestjs.ts';
import netHttp from './frameworks/net-http.ts';
import nextjs from './frameworks/nextjs.ts';
import node from './frameworks/node.ts';
import nodeRedis from './frameworks/node-redis.ts';
import nodeRisky from './frameworks/node-risky.ts';
import passport from './frameworks/passport.ts';
import persistedStores from './frameworks/persisted-stores.ts';
import pg from './frameworks/pg.ts';
import pgx from './frameworks/pgx.ts';
import prisma from './frameworks/prisma.ts';
import pydanticSettings from './frameworks/pydantic-settings.ts';
import pymongo from './frameworks/pymongo.ts';
import pythonDatabases from './frameworks/python-databases.ts';
import pythonHttpClients from './frameworks/python-http-clients.ts';
import pythonLoggers from './frameworks/python-loggers.ts';
import pythonRisky from './frameworks/python-risky.ts';
import pythonServers from './frameworks/python-servers.ts';
import rateLimiting from './frameworks/rate-limiting.ts';
import redisPy from './frameworks/redis-py.ts';
import requestId from './frameworks/request-id.ts';
import requestLogging from './frameworks/request-logging.ts';
import sequelize from './frameworks/sequelize.ts';
import sessions from './frameworks/sessions.ts';
import shutdownHelpers from './frameworks/shutdown-helpers.ts';
import sqlalchemy from './frameworks/sqlalchemy.ts';
import typeorm from './frameworks/typeorm.ts';
import upstashRedis from './frameworks/upstash-redis.ts';
import uvicorn from './frameworks/uvicorn.ts';
import zod from './frameworks/zod.ts';
import type { FrameworkModel } from './framework-model.ts';

export const FRAMEWORKS: readonly FrameworkModel[] = [
  alembic,
  bodyParsing,
  browser,
  cacheManager,
  chi,
  cors,
  databaseSql,
  django,
  djangoRestFramework,
  drizzle,
  echo,
  express,
  fastapi,
  fastify,
  fastifyPlugins,
  flask,
  gin,
  goLoggers,
  goMiddleware,
  goRedis,
  goStd,
  gorm,
  helmet,
  httpClients,
  ioredis,
  knex,
  kysely,
  loggers,
  mongoose,
  nestjs,
  netHttp,
  nextjs,
  node,
  nodeRedis,
  nodeRisky,
  passport,
  persistedStores,
  pg,
  pgx,
  prisma,
  pydanticSettings,
  pymongo,
  pythonDatabases,
  pythonHttpClients,
  pythonLoggers,
  pythonRisky,
  pythonServers,
  rateLimiting,
  redisPy,
  requestId,
  requestLogging,
  sequelize,
  sessions,
  shutdownHelpers,
  sqlalchemy,
  typeorm,
  upstashRedis,
  uvicorn,
  zod,
];
