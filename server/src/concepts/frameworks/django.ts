import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'django',
  title: 'Django',
  languages: ['python'],
  modules: ['django'],
  types: {
    Manager: ['db.models.Model.*', 'db.models.Manager#', 'db.models.QuerySet#', 'db.models.manager.Manager#'],
    'db.models.Model': ['Manager#**.{get,first,last,latest,earliest,create}()'],
    // What these give back has methods of its own: a dictionary, a number.
    Plain: ['Manager#**.{in_bulk,aggregate,count,exists,bulk_create,get_or_create,update_or_create,update,delete}()'],
  },
  handlerTypes: ['http.HttpRequest#'],
  bases: {
    'views.View': 'controller',
    'views.generic.View': 'controller',
    'views.generic.*': 'controller',
    'db.models.Model': 'model',
    'contrib.auth.models.{AbstractUser,AbstractBaseUser}': 'model',
    'db.models.{Manager,QuerySet}': 'repository',
  },
  middlewareLists: [
    {
      name: 'MIDDLEWARE',
      roles: {
        'django.middleware.security.SecurityMiddleware': 'security-headers',
        'whitenoise.middleware.WhiteNoiseMiddleware': 'static',
        'django.contrib.sessions.middleware.SessionMiddleware': 'session',
        'corsheaders.middleware.CorsMiddleware': 'cors',
        'django.middleware.common.CommonMiddleware': 'body',
        'django.contrib.auth.middleware.AuthenticationMiddleware': 'auth',
      },
    },
  ],
  calls: [
    {
      on: [
        'db.models.Model.*.{create,bulk_create,bulk_update,get_or_create,update_or_create}',
        'db.models.Model.*.**.{update,delete}',
        'Manager#**.{create,bulk_create,bulk_update,get_or_create,update_or_create,update,delete}',
      ],
      is: 'query',
      operation: 'write',
    },
    {
      on: ['db.models.Model#{save,delete}', 'db.models.Model.*.**.{save}', 'Manager#**.save'],
      is: 'query',
      operation: 'write',
    },
    {
      on: ['Manager#**.{get,first,last,exists,count,aggregate,in_bulk,latest,earliest}'],
      is: 'query',
      operation: 'read',
    },
    {
      on: [
        'Manager#**.{filter,exclude,all,values,values_list,annotate,iterator,order_by,select_related,prefetch_related,distinct,only,defer}',
      ],
      is: 'query',
      operation: 'read',
      isLazy: true,
    },
    { on: ['db.models.Model.objects.raw', 'Manager#raw'], is: 'query', operation: 'raw', sql: 0 },
    {
      on: ['db.connection.cursor().execute', 'db.connection.cursor().executemany', 'db.connections[].cursor().execute'],
      is: 'query',
      operation: 'raw',
      sql: 0,
    },
    { on: ['db.transaction.atomic'], is: 'transaction' },
    { on: ['db.migrations.AddIndex'], is: 'index-change', action: 'create', tool: 'django', table: 'model_name' },
    {
      on: ['contrib.postgres.operations.AddIndexConcurrently'],
      is: 'index-change',
      action: 'create',
      tool: 'django',
      table: 'model_name',
      isConcurrent: true,
    },
    { on: ['db.migrations.RemoveIndex'], is: 'index-change', action: 'drop', tool: 'django', table: 'model_name' },
    {
      on: ['core.cache.cache.set', 'core.cache.caches[].set'],
      is: 'cache-write',
      key: 0,
      ttl: { kind: 'default', keyword: 'timeout' },
      addition: ', timeout=%s',
    },
    { on: ['core.mail.{send_mail,send_mass_mail}'], is: 'risky-call', what: 'mail' },
  ],
});
