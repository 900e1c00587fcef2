export interface Session {
  readonly customerId: string;
  readonly accessToken: string;
}

export async function signIn(email: string, password: string): Promise<Session> {
  const response = await fetch(`${import.meta.env.VITE_API_URL}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error('The e-mail address or the password is wrong.');
  const session: Session = await response.json();
  localStorage.setItem('accessToken', session.accessToken);
  return session;
}

export function accessToken(): string | null {
  return localStorage.getItem('accessToken');
}
