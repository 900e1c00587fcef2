import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-risky',
  title: 'Mail, queues and payments for Python',
  languages: ['python'],
  modules: ['smtplib', 'stripe', 'celery', 'boto3', 'sendgrid'],
  types: { Smtp: ['SMTP#', 'SMTP_SSL#'] },
  calls: [
    { on: 'Smtp#{sendmail,send_message}', is: 'risky-call', what: 'mail' },
    { on: ['*.{create,modify,capture,confirm}', 'checkout.*.create'], is: 'risky-call', what: 'payment' },
  ],
});
