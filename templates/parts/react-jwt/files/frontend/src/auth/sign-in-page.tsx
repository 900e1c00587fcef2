import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, messageOf } from '../api/problem.ts';
import { FieldReader } from '../components/field-reader.ts';
import { TextField } from '../components/fields.tsx';
import { Problem } from '../components/states.tsx';
import { useFocusOnError } from '../components/use-focus-on-error.ts';
import { type Credentials, register, signIn } from './session.ts';

type Mode = 'sign-in' | 'register';

const texts = {
  'sign-in': { title: 'Welcome back', submit: 'Sign in', question: 'No account yet?', other: 'Register' },
  register: { title: 'Create an account', submit: 'Register', question: 'Already registered?', other: 'Sign in' },
} as const;

export function SignInPage() {
  const [mode, setMode] = useState<Mode>('sign-in');
  const text = texts[mode];
  return (
    <main className="sign-in">
      <h1>{text.title}</h1>
      <CredentialsForm key={mode} submitLabel={text.submit} submit={mode === 'sign-in' ? signIn : register} />
      <p className="aside">
        {text.question}{' '}
        <button type="button" className="link" onClick={() => setMode(mode === 'sign-in' ? 'register' : 'sign-in')}>
          {text.other}
        </button>
      </p>
    </main>
  );
}

function CredentialsForm({
  submitLabel,
  submit,
}: {
  submitLabel: string;
  submit: (credentials: Credentials) => Promise<void>;
}) {
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({});
  const { mutate, error, isPending } = useMutation({ mutationFn: submit });
  const errors = { ...(error instanceof ApiError && error.fieldErrors), ...missing };
  const formRef = useFocusOnError(errors);

  function send(filled: HTMLFormElement) {
    const reader = new FieldReader(filled);
    const credentials = { email: reader.text('email'), password: reader.secret('password') };
    setMissing(reader.errors);
    if (!reader.hasErrors) mutate(credentials);
  }

  return (
    <form
      ref={formRef}
      className="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      {error !== null && <Problem message={messageOf(error)} />}
      <TextField name="email" label="Email" type="email" autoComplete="email" error={errors.email} />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete={submitLabel === 'Register' ? 'new-password' : 'current-password'}
        error={errors.password}
      />
      <button type="submit" className="primary" disabled={isPending}>
        {submitLabel}
      </button>
    </form>
  );
}
