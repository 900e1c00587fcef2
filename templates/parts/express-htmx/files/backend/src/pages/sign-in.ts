import { type Request, type Response, Router } from 'express';
import type { Config } from '../config/config.ts';
import { forgetSession, keepSession } from '../features/auth/auth.controller.ts';
import { Credentials } from '../features/auth/auth.schema.ts';
import { AuthService } from '../features/auth/auth.service.ts';
import { sessionIdOf } from '../features/auth/session-cookie.ts';
import type { Sessions } from '../features/auth/sessions.ts';
import type { UserService } from '../features/auth/user.service.ts';
import { createFailureLimit } from '../http/rate-limit.ts';
import { textField } from './fields.ts';
import { emptyForm, type FormState } from './form.ts';
import { html } from './html.ts';
import { brand, type Page } from './layout.ts';
import { problem } from './problem.ts';
import { home, type Site } from './site.ts';

const entrances = {
  '/sign-in': {
    title: 'Welcome back',
    submit: 'Sign in',
    password: 'current-password',
    question: 'No account yet?',
    other: { path: '/register', label: 'Register' },
  },
  '/register': {
    title: 'Create an account',
    submit: 'Register',
    password: 'new-password',
    question: 'Already registered?',
    other: { path: '/sign-in', label: 'Sign in' },
  },
} as const;
type Entrance = keyof typeof entrances;

/** The pages for people who are not signed in, and the way out for those who are. */
export function createSignInPages(dependencies: {
  readonly site: Site;
  readonly config: Config;
  readonly sessions: Sessions;
  readonly users: UserService;
}): Router {
  const { site, config, sessions, users } = dependencies;
  const auth = new AuthService(users, sessions);
  const limit = createFailureLimit(config.rateLimitWindowMs, config.authRateLimitMax);

  const router = Router();
  router.get('/', (_request, response) => response.redirect(303, home));
  for (const path of ['/sign-in', '/register'] as const) {
    router.get(path, ...site.guards, (request, response) =>
      site.send(request, response, entrancePage(path, emptyForm)),
    );
    router.post(path, limit, ...site.guards, (request, response) => enter(path, request, response));
  }
  router.post('/sign-out', ...site.guards, async (request, response) => {
    await auth.logout(sessionIdOf(request.headers));
    forgetSession(response);
    response.redirect(303, '/sign-in');
  });
  router.use(Object.keys(entrances), site.showError);
  return router;

  function enter(path: Entrance, request: Request, response: Response): Promise<void> {
    return site.take(request, response, {
      save: async (typed) => {
        const credentials = Credentials.parse({ email: typed.text('email'), password: typed.text('password') });
        if (path === '/register') await users.register(credentials);
        const { id } = await auth.login(credentials, sessionIdOf(request.headers));
        keepSession(response, id, config);
      },
      next: home,
      again: (form) => entrancePage(path, form),
      showsAll: true,
    });
  }
}

function entrancePage(path: Entrance, form: FormState): Page {
  const { title, submit, password, question, other } = entrances[path];
  return {
    title: submit,
    content: html`<main class="sign-in">
  ${brand}
  <h1>${title}</h1>
  <form class="card" method="post" action="${path}" novalidate>
    ${problem(form.problem)}
    ${textField({ form, name: 'email', label: 'Email', type: 'email', autoComplete: 'email' })}
    ${textField({ form, name: 'password', label: 'Password', type: 'password', autoComplete: password })}
    <button type="submit" class="primary">${submit}</button>
  </form>
  <p class="aside">${question} <a href="${other.path}">${other.label}</a></p>
</main>`,
  };
}
