import type { Role } from './auth.schema.ts';

export interface UserTable {
  id: string;
  email: string;
  password_hash: string;
  role: Role;
  created_at: string;
  updated_at: string;
}
