import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'tortoise',
  title: 'Tortoise ORM',
  languages: ['python'],
  modules: ['tortoise'],
  bases: { 'models.Model': 'model', Model: 'model' },
  types: { 'models.Model': ['Model', 'models.Model.{get,get_or_none,first,create}()'] },
  calls: [
    {
      on: 'models.Model.{get,get_or_none,first,exists,in_bulk,raw}',
      is: 'query',
      operation: 'read',
    },
    {
      on: [
        'models.Model.{all,filter,exclude,annotate}',
        'models.Model.{all,filter,exclude}().**.{first,get,count,exists,values,values_list,order_by,limit,prefetch_related}',
      ],
      is: 'query',
      operation: 'read',
      isLazy: true,
    },
    {
      on: [
        'models.Model.{create,bulk_create,bulk_update,get_or_create,update_or_create}',
        'models.Model.{all,filter,exclude}().**.{update,delete}',
        'models.Model#{save,delete}',
        'models.Model.*.{save,delete}',
      ],
      is: 'query',
      operation: 'write',
    },
    { on: ['transactions.in_transaction', 'transactions.atomic'], is: 'transaction' },
  ],
});
