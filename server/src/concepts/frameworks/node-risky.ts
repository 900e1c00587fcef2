import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'node-risky',
  title: 'Mail, queues and payments for Node.js',
  languages: ['typescript', 'javascript'],
  modules: ['nodemailer', 'bullmq', 'bull', '@sendgrid/mail', 'stripe', 'amqplib', 'resend'],
  types: {
    Transport: ['createTransport()', 'default.createTransport()'],
    Queue: ['default#'],
    Stripe: ['default#', 'Stripe#'],
    Resend: ['Resend#'],
  },
  calls: [
    { on: ['Transport#sendMail', 'default.send', 'Resend#emails.send'], is: 'risky-call', what: 'mail' },
    { on: 'Queue#{add,addBulk}', is: 'risky-call', what: 'queue' },
    { on: 'Stripe#**.{create,update,confirm,capture,cancel}', is: 'risky-call', what: 'payment' },
  ],
});
