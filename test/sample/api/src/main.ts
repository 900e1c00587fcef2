import cors from 'cors';
import express from 'express';
import { catalogueRouter } from './catalogue/catalogue.controller.js';
import { config } from './config.js';
import { errorHandler } from './http/errors.js';
import { logger } from './logger.js';
import { ordersRouter } from './orders/orders.controller.js';

const app = express();

app.use(express.json({ limit: '100kb' }));
app.use(errorHandler);
app.use('/orders', ordersRouter);
app.use('/catalogue', catalogueRouter);
app.use(cors({ origin: config.SHOP_ORIGIN, credentials: true }));

app.listen(config.PORT, () => logger.info({ port: config.PORT }, 'listening'));
