import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'supabase',
  title: 'Supabase',
  languages: ['typescript', 'javascript'],
  modules: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/auth-helpers-nextjs'],
  types: {
    SupabaseClient: [
      'createClient()',
      'createServerClient()',
      'createRouteHandlerClient()',
      'createServerComponentClient()',
      'SupabaseClient#schema()',
    ],
  },
  calls: [
    {
      on: ['SupabaseClient#from().{insert,update,upsert,delete}', 'SupabaseClient#from().{insert,update,upsert,delete}().**'],
      is: 'query',
      operation: 'write',
    },
    {
      on: ['SupabaseClient#from().select', 'SupabaseClient#from().select().**', 'SupabaseClient#rpc'],
      is: 'query',
      operation: 'read',
    },
  ],
});
