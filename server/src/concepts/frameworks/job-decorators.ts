import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'job-decorators',
  title: 'Decorators of background jobs',
  languages: ['typescript', 'javascript', 'python'],
  modules: ['@nestjs/bullmq', '@nestjs/bull', 'celery', 'dramatiq', 'huey', 'rq'],
  decorators: {
    Processor: 'job',
    '{shared_task,actor}': 'job',
    'Celery#task': 'job',
    '{Huey,RedisHuey,SqliteHuey}#{task,periodic_task}': 'job',
    'decorators.job': 'job',
  },
});
