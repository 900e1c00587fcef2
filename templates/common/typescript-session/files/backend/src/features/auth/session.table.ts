export interface SessionTable {
  id_hash: string;
  user_id: string;
  expires_at: string;
  created_at: string;
}
