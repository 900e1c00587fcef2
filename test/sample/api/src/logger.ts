import pino from 'pino';

export const logger = pino({ redact: ['authorization', '*.token'] });
